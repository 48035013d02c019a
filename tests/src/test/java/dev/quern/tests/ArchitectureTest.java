package dev.quern.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the direction between the modules and between the packages of compiler and runtime. */
final class ArchitectureTest {
  private static final String COMPILER = "dev.quern.compiler..";
  private static final String TEMPLATES = "dev.quern.templates..";
  private static final String RUNTIME = "dev.quern.runtime..";
  private static final String FILES = "dev.quern.io..";
  private static final String CLI = "dev.quern.cli..";

  /** The packages of the compiler, each of which may use only those before it. */
  private static final List<String> LAYERS =
      List.of(
          "dev.quern.compiler.ir..",
          "dev.quern.compiler.target..",
          "dev.quern.compiler.rewrite..",
          "dev.quern.compiler.simplify..",
          "dev.quern.compiler.schedule..",
          "dev.quern.compiler.lower..",
          "dev.quern.compiler.loops..",
          "dev.quern.compiler.render..",
          "dev.quern.compiler");

  /** The packages of the runtime, each of which may use only those before it. */
  private static final List<String> RUNTIME_LAYERS =
      List.of(
          "dev.quern.runtime.cache..",
          "dev.quern.runtime.profile..",
          "dev.quern.runtime.backend..",
          "dev.quern.runtime.java..",
          "dev.quern.runtime.opencl..",
          "dev.quern.runtime.dump..",
          "dev.quern.runtime.memory..",
          "dev.quern.runtime.request..",
          "dev.quern.runtime.device..",
          "dev.quern.runtime.kernel..",
          "dev.quern.runtime.plan..",
          "dev.quern.runtime.reference..",
          "dev.quern.runtime",
          "dev.quern.runtime.replay..");

  private static final JavaClasses MAIN_CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.quern");

  @Test
  void compilerUsesNoOtherModule() {
    in(COMPILER).mayNotUse(resideInAPackage("dev.quern..").and(not(resideInAPackage(COMPILER))));
  }

  @Test
  void templatesUseOnlyTheCompiler() {
    in(TEMPLATES)
        .mayNotUse(
            resideInAPackage("dev.quern..").and(not(resideInAnyPackage(COMPILER, TEMPLATES))));
  }

  @Test
  void templatesAreImportedByNobody() {
    outside(TEMPLATES).mayNotUse(resideInAPackage(TEMPLATES));
  }

  @Test
  void runtimeUsesOnlyTheCompilerAndFiles() {
    in(RUNTIME)
        .mayNotUse(
            resideInAPackage("dev.quern..").and(not(resideInAnyPackage(COMPILER, RUNTIME, FILES))));
  }

  @Test
  void filesUseNothingElse() {
    in(FILES).mayNotUse(resideInAPackage("dev.quern..").and(not(resideInAPackage(FILES))));
  }

  @Test
  void commandLineIsImportedByNobody() {
    outside(CLI).mayNotUse(resideInAPackage(CLI));
  }

  static Stream<String> layersBelowTheTop() {
    return LAYERS.stream().limit(LAYERS.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("layersBelowTheTop")
  void compilerPackageUsesOnlyThoseBeforeIt(String layer) {
    List<String> later = LAYERS.subList(LAYERS.indexOf(layer) + 1, LAYERS.size());
    in(layer).mayNotUse(resideInAnyPackage(later.toArray(String[]::new)));
  }

  @Test
  void everyPackageOfTheCompilerHasItsLayer() {
    noClasses()
        .that()
        .resideInAPackage(COMPILER)
        .should()
        .resideOutsideOfPackages(LAYERS.toArray(String[]::new))
        .check(MAIN_CLASSES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.quern.compiler",
        "dev.quern.compiler.schedule",
        "dev.quern.compiler.lower",
        "dev.quern.compiler.loops",
        "dev.quern.compiler.render",
        "dev.quern.compiler.render.opencl",
        "dev.quern.compiler.render.java"
      })
  void noCirclesBetweenFilesOf(String files) {
    assertEquals(List.of(), FileCircles.in(MAIN_CLASSES.that(resideInAPackage(files))));
  }

  static Stream<String> runtimePackages() {
    return RUNTIME_LAYERS.stream();
  }

  @ParameterizedTest
  @MethodSource("runtimePackages")
  void runtimePackageUsesOnlyThoseBeforeIt(String layer) {
    List<String> later =
        RUNTIME_LAYERS.subList(RUNTIME_LAYERS.indexOf(layer) + 1, RUNTIME_LAYERS.size());
    in(layer).mayNotUse(resideInAnyPackage(later.toArray(String[]::new)));
  }

  @Test
  void everyPackageOfTheRuntimeHasItsLayer() {
    noClasses()
        .that()
        .resideInAPackage(RUNTIME)
        .should()
        .resideOutsideOfPackages(RUNTIME_LAYERS.toArray(String[]::new))
        .check(MAIN_CLASSES);
  }

  @ParameterizedTest
  @MethodSource("runtimePackages")
  void noCirclesBetweenFilesOfRuntimePackages(String layer) {
    assertEquals(List.of(), FileCircles.in(MAIN_CLASSES.that(resideInAPackage(layer))));
  }

  @Test
  void joclIsUsedOnlyByTheOpenClDevice() {
    outside("dev.quern.runtime.opencl..").mayNotUse(resideInAPackage("org.jocl.."));
  }

  @Test
  void janinoIsUsedOnlyByTheJavaDevice() {
    outside("dev.quern.runtime.java..").mayNotUse(resideInAPackage("org.codehaus.."));
  }

  @Test
  void javaPoetIsUsedOnlyWhereSourceIsWritten() {
    outside("dev.quern.compiler.render..", TEMPLATES)
        .mayNotUse(resideInAPackage("com.palantir.javapoet.."));
  }

  @Test
  void picocliAndTheProgressBarAreUsedOnlyByTheCommandLine() {
    outside(CLI).mayNotUse(resideInAnyPackage("picocli..", "me.tongfei.."));
  }

  @Test
  void onlyTheCommandLineWritesToStandardOutput() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .accessField(System.class, "out")
        .check(MAIN_CLASSES);
  }

  @Test
  void compilerDoesNoInputOrOutput() {
    in(COMPILER)
        .mayNotUse(
            resideInAnyPackage(
                "java.io..", "java.nio.file..", "java.nio.channels..", "java.net.."));
  }

  @Test
  void compilerStartsNoThreads() {
    in(COMPILER)
        .mayNotUse(
            assignableTo(Executor.class)
                .or(assignableTo(CompletableFuture.class))
                .or(assignableTo(ForkJoinTask.class)));
    noClasses()
        .that()
        .resideInAPackage(COMPILER)
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "makes a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "makes a stream parallel", call -> call.getName().startsWith("parallel")))
        .check(MAIN_CLASSES);
  }

  private static Users in(String... packages) {
    return new Users(resideInAnyPackage(packages));
  }

  private static Users outside(String... packages) {
    return new Users(not(resideInAnyPackage(packages)));
  }

  /** Some classes of Quern, about whose dependencies a claim is made. */
  private record Users(DescribedPredicate<JavaClass> users) {
    void mayNotUse(DescribedPredicate<? super JavaClass> used) {
      noClasses().that(users).should().dependOnClassesThat(used).check(MAIN_CLASSES);
    }
  }
}
