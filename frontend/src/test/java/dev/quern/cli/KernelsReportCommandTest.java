package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelsReportCommandTest {
  private static final int MANY = 1000; // kernels

  @TempDir private static Path folder;
  private static Path dump;
  private static Path page;

  @BeforeAll
  static void report() {
    System.setProperty("quern.cache", folder.toString()); // what the roofline is kept in
    dump = folder.resolve("dump");
    page = folder.resolve("kernels.html");
    dump(dump, "on");
    Invocation run = Invocation.of("kernels report --dump " + dump + " --out " + page, List.of());
    assertEquals(0, run.code(), run.err());
  }

  @AfterAll
  static void cacheOfTheUser() {
    System.clearProperty("quern.cache");
  }

  private static void dump(Path to, String fusion) {
    Invocation run =
        Invocation.of(
            "kernels list --program layernorm --batch 1 --width 16 --dump-timings --fusion %s --dump %s"
                .formatted(fusion, to),
            List.of());
    assertEquals(0, run.code(), run.err());
  }

  @Test
  void pageNamesNoOtherFile() throws IOException {
    String text = Files.readString(page);
    assertFalse(text.contains("src=") || text.contains("http:") || text.contains("https:"));
    for (String place : List.of("STYLE", "LICENSE", "DATA", "LAYOUT", "SCRIPT")) {
      assertFalse(text.contains("/*" + place + "*/"), place);
    }
    assertTrue(text.contains("Permission is hereby granted"), "the library's license is not there");
  }

  @Test
  void aFolderThatHoldsNoDumpIsMisuse() {
    Invocation run = Invocation.of("kernels report", List.of());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("--dump: needs a folder that holds a dump"), run.err());
  }

  @Test
  void chosenKernelShowsItsSource() throws Exception {
    String shown = rendered(page, "kernel=1&stage=source");
    assertTrue(shown.contains("implements"), shown);
    assertTrue(shown.contains("one run") && shown.contains("% of the roof"), shown);
    assertTrue(shown.contains("what it computes"), shown);
  }

  @Test
  void searchLooksIntoSources() throws Exception {
    assertTrue(rendered(page, "search=nowhereinanysource").contains(">0 of "));
    assertFalse(rendered(page, "search=KernelCode").contains(">0 of "));
  }

  @Test
  void everyTabIsDrawn() throws Exception {
    assertTrue(rendered(page, "tab=graph").contains("<rect class=\"box"));
    assertTrue(rendered(page, "tab=timeline").contains("launches, medians"));
    assertTrue(rendered(page, "tab=memory").contains("arenas: who uses which memory"));
    assertTrue(rendered(page, "tab=schedule").contains("launch 1"));
    String reasons = rendered(page, "tab=reasons");
    assertTrue(reasons.contains("asked for") && reasons.contains(" inlined: it only"), reasons);
    assertTrue(rendered(page, "tab=cache").contains("Kernels: "));
    assertTrue(rendered(page, "").contains("class=\"roof\""), "no roofline");
  }

  /** Pane -1 is the graph, 0 the nest, 1 the source; each line that belongs to another is known. */
  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "1"})
  void aLineThatIsPickedLightsItsLinesInGraphNestAndSource(String pane) throws Exception {
    String shown = rendered(page, "kernel=1&stage=source");
    String text = pane(shown, pane);
    List<String> lines = Pattern.compile("<span class=\"l ").splitAsStream(text).toList();
    int linked = 0;
    while (!lines.get(linked + 1).contains("data-u")) {
      linked++;
    }
    String lit = rendered(page, "kernel=1&stage=source&pin=" + pane + ":" + linked);
    for (String other : List.of("-1", "0", "1")) {
      assertTrue(pane(lit, other).contains("pin\" data-u"), () -> other + ": " + lit);
    }
  }

  private static String pane(String shown, String number) {
    int start = shown.indexOf("data-pane=\"" + number + "\"");
    return shown.substring(start, shown.indexOf("</pre>", start));
  }

  @Test
  void anotherDumpIsComparedWith() throws Exception {
    Path other = folder.resolve("unfused");
    dump(other, "off");
    Path changes = folder.resolve("changes.html");
    Invocation run =
        Invocation.of(
            "kernels report --dump %s --compare %s --out %s".formatted(dump, other, changes),
            List.of());
    assertEquals(0, run.code(), run.err());
    assertTrue(rendered(changes, "").contains("class=\"tag "));
    String shown = rendered(changes, "tab=changes");
    assertTrue(shown.contains("Against the other dump: ") && shown.contains("gone"), shown);
  }

  @Test
  void aThousandKernelsAreUsable() throws Exception {
    String more = // the page's own data, each kernel many times over
        "DATA.plans.forEach(p => { while (p.kernels.length && p.kernels.length < %d) p.kernels.push({...p.kernels[0],"
            + " number: p.kernels.length + 1}); });";
    Path many = page(more.formatted(MANY));
    String shown = rendered(many, "kernel=" + MANY + "&stage=source");
    assertTrue(shown.contains(MANY + " of " + MANY + " kernels"), shown);
    assertTrue(shown.contains("implements"), shown);
  }

  @Test
  void aLongLayoutIsCancelledAndTheGraphStaysUsable() throws Exception {
    String launches =
        "DATA.plans.forEach(p => { while (p.launches.length < %d) { const n = p.launches.length + 1;"
            + " p.launches.push({...p.launches[0], number: n, module: '', readers: [n + 1, n + 7, n + 31]}); } });";
    String click =
        "setInterval(() => { const c = $('cancel'); if (!c || c.hidden) return; c.click();"
            + " document.title = [$('layoutsays').textContent, working === null, c.hidden].join();"
            + " DATA.plans[0].launches.length = 3; $('shut').click(); }, 50);";
    Path many = page(launches.formatted(MANY) + click);
    String shown = rendered(many, "tab=graph");
    assertTrue(shown.contains("<title>cancelled; with some modules shut it is quick,true,true<"));
    assertTrue(shown.contains(">3 boxes, ") && shown.contains("<rect class=\"box"), shown);
  }

  @Test
  void cachePageSaysWhatWasBuiltAndWhatWasMissed() throws Exception {
    String built =
        "DATA.plans[0].found = {plan: {place: 'built', nearest: '2 launches', component: 'target',"
            + " before: 'java-256', now: 'java-512'}, kernels: ['built']};";
    String shown = rendered(page(built), "tab=cache");
    assertTrue(shown.contains("The plan was built") && shown.contains("Kernels: 1 built."), shown);
    assertTrue(shown.contains("by its <b>target</b>: the nearest plan (2 launches) has"), shown);
    String none = rendered(page("DATA.plans[0].found = {kernels: []};"), "tab=cache");
    assertTrue(none.contains("does not say where its kernels came from"), none);
  }

  /** The page with a script that changes what it shows. */
  private static Path page(String script) throws IOException {
    String marker = "/** What is chosen and open. */";
    String text = Files.readString(page);
    assertTrue(text.contains(marker));
    return Files.writeString(folder.resolve("changed.html"), text.replace(marker, script));
  }

  /** The document as headless Chromium has it once its scripts have run without an error. */
  private String rendered(Path file, String state) throws IOException, InterruptedException {
    Optional<String> browser =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(at -> Stream.of(at + "/chromium", at + "/chromium-browser"))
            .filter(program -> Files.isExecutable(Path.of(program)))
            .findFirst();
    assumeTrue(browser.isPresent(), "no chromium on the PATH: the report is not rendered");
    Path shown = folder.resolve("shown.html");
    Path log = folder.resolve("chromium.log");
    List<String> command = new ArrayList<>(List.of(browser.get()));
    command.addAll(
        List.of(
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=5000 --dump-dom"
                .split(" ")));
    command.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
    command.add(file.toUri() + "#" + state);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(shown.toFile())
            .redirectError(log.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue(ended, "chromium did not end within a minute");
    String complaints = Files.readString(log);
    assertFalse(complaints.contains(":CONSOLE"), complaints);
    String text = Files.readString(shown);
    return text.replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("<span class=\"\\w\"[^>]*>", "");
  }
}
