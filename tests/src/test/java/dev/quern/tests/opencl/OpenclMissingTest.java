package dev.quern.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Systems without OpenCL: asking for it says what is missing and what to do, and the JVM still
 * computes.
 */
@EnabledOnOs(OS.LINUX)
final class OpenclMissingTest {
  @TempDir Path folder;

  @Test
  void withoutTheLibrary() throws Exception {
    // The loader stops at the first file of the name, and these are no libraries.
    Files.createFile(folder.resolve("libOpenCL.so"));
    Files.createFile(folder.resolve("libOpenCL.so.1"));
    check("LD_LIBRARY_PATH", "no OpenCL library");
  }

  @Test
  void withoutADriver() throws Exception {
    check("OCL_ICD_VENDORS", "no OpenCL driver");
  }

  private void check(String variable, String reason) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    ProcessBuilder builder =
        new ProcessBuilder(java, "-Xmx256m", "-cp", path, WithoutOpencl.class.getName());
    builder.environment().put(variable, folder.toString());
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("survey opencl: " + reason), output);
    assertEquals(2, count(output, "refused: device opencl: " + reason), output);
    assertEquals(3, count(output, "apt-get install pocl-opencl-icd"), output);
    assertTrue(output.contains("java: 2.0 4.0"), output);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
