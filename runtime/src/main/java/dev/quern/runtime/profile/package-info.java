/**
 * Profiles: where a program's time goes, by kernel and by phase.
 *
 * <p><b>In:</b> the runtime's own reports at a few places ({@link
 * dev.quern.runtime.profile.Probe}). <b>Out:</b> a {@link dev.quern.runtime.profile.ProfileReport},
 * a Chrome trace ({@link dev.quern.runtime.profile.ChromeTrace}), and JDK Flight Recorder events
 * ({@link dev.quern.runtime.profile.Events}). <b>Start at</b> {@link
 * dev.quern.runtime.profile.Profile}:
 *
 * <pre>
 * try (Profile profile = Profile.start()) {
 *   train();
 *   System.out.println(profile.report());
 * }
 * </pre>
 *
 * <p>While a profile is on, launches run one at a time. How long a kernel ran is told by the device
 * where it has a clock of its own: on OpenCL by the events of a second queue ({@link
 * dev.quern.runtime.backend.Backend#timed}), so that the cost of launching is not the kernel's.
 * While none is, each place costs the read of one field for an evaluation, and nothing for a kernel
 * but a comparison.
 *
 * <p>Why (2026-11-21) time between two tensor operations counts as building up to five
 * milliseconds: the program builds its graph there, and clocks around each operation would cost
 * more than the operations. Longer gaps are the program's own and stay unattributed; what it does
 * before it first uses the library and after it last did is told as the program's.
 *
 * <p>Why (2026-11-21) what compiles between frozen steps is reported at the next step, and what
 * compiles after the last one is not: a sample at the end of a training run is no fault of its
 * loop.
 */
package dev.quern.runtime.profile;
