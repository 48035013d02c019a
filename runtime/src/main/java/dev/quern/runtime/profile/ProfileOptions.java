package dev.quern.runtime.profile;

import java.util.OptionalLong;

/**
 * What a profile does beside adding up.
 *
 * @param timeline whether it keeps when everything happened, for {@link ChromeTrace}
 * @param freezeAfter after so many optimizer steps a compilation is an error; a plan that is new to
 *     this process counts as compiled wherever it comes from, the disk cache too
 */
public record ProfileOptions(boolean timeline, OptionalLong freezeAfter) {
  public static final ProfileOptions STANDARD = new ProfileOptions(false, OptionalLong.empty());
}
