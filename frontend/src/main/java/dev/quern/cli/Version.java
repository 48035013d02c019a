package dev.quern.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/**
 * What {@code quern --version} prints: Quern's version, which the build writes into the jar, and
 * the JVM's.
 */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not run from its jar)");
    return new String[] {
      "quern " + version,
      "JVM " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
    };
  }
}
