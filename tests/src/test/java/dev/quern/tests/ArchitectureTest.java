package dev.quern.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the direction between the modules and between the packages of the compiler. */
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
          "dev.quern.compiler.render..",
          "dev.quern.compiler");

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
      strings = {"dev.quern.compiler", "dev.quern.compiler.schedule", "dev.quern.compiler.lower"})
  void noCircleAmongTheFilesOf(String files) {
    slices().assignedFrom(new SourceFiles(files)).should().beFreeOfCycles().check(MAIN_CLASSES);
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

  /** Puts the classes of a package into one slice for each source file. */
  private record SourceFiles(String inPackage) implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().equals(inPackage)
          ? SliceIdentifier.of(topLevel(type).getSimpleName())
          : SliceIdentifier.ignore();
    }

    private static JavaClass topLevel(JavaClass type) {
      JavaClass outermost = type;
      while (outermost.getEnclosingClass().isPresent()) {
        outermost = outermost.getEnclosingClass().get();
      }
      return outermost;
    }

    @Override
    public String getDescription() {
      return "source files of " + inPackage;
    }
  }

  /** Some classes of Quern, about whose dependencies a claim is made. */
  private record Users(DescribedPredicate<JavaClass> users) {
    void mayNotUse(DescribedPredicate<? super JavaClass> used) {
      noClasses().that(users).should().dependOnClassesThat(used).check(MAIN_CLASSES);
    }
  }
}
