package dev.quern.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Puts the report's data, style and script into one HTML file that needs no other. */
final class ReportPage {
  private static final String FOLDER = "/dev/quern/report/";

  private ReportPage() {}

  static String of(ReportData data) {
    return resource("page.html")
        .replace("/*STYLE*/", resource("style.css"))
        .replace("/*SCRIPT*/", resource("report.js"))
        .replace("/*DATA*/", data.json().replace("</", "<\\/")); // a name must not end the script
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new AssertionError("the jar has no " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }
}
