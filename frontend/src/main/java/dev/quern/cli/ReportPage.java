package dev.quern.cli;

import dev.quern.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts the report's data, style, scripts and the library that lays out its graph into one HTML file
 * that needs no other.
 */
final class ReportPage {
  private static final String FOLDER = "/dev/quern/report/";
  private static final String LAYOUT = "/META-INF/resources/webjars/dagre/0.8.4/";
  private static final List<String> SCRIPTS =
      List.of("data", "list", "texts", "links", "kernel", "graph", "views", "main");

  private ReportPage() {}

  static String of(ReportData data) {
    // What comes last may contain anything; nothing is replaced in it.
    return resource(FOLDER + "page.html")
        .replace("/*STYLE*/", resource(FOLDER + "style.css"))
        .replace("/*LICENSE*/", resource(LAYOUT + "LICENSE").strip())
        .replace("/*SCRIPT*/", scripts())
        .replace("/*LAYOUT*/", Packed.text(resource(LAYOUT + "dist/dagre.min.js")))
        .replace("/*DATA*/", data.json().replace("</", "<\\/")); // a name must not end the script
  }

  private static String scripts() {
    String worker = "const WORKER = " + Json.write(resource(FOLDER + "worker.js")) + ";\n";
    return worker
        + SCRIPTS.stream()
            .map(name -> resource(FOLDER + name + ".js"))
            .collect(Collectors.joining("\n"));
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("the class path has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }
}
