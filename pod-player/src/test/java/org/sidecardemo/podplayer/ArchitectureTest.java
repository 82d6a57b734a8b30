package org.sidecardemo.podplayer;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Dependencies between the packages point one way. */
class ArchitectureTest {

    private static final String ROOT = "org.sidecardemo.podplayer";

    private final JavaClasses player = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(player);
    }

    /** The rules know the API's objects, and no thread, clock, file or process. */
    @Test
    void lifecycleIsPure() {
        classes().that().resideInAPackage(ROOT + ".lifecycle").should().onlyDependOnClassesThat()
                .resideInAnyPackage(ROOT + ".lifecycle", ROOT + ".release", "io.fabric8..", "java.lang..",
                        "java.time..",
                        "java.util", "java.util.function", "java.util.stream", "java.util.regex")
                .check(player);
    }

    @Test
    void nothingDependsOnTheCommandLine() {
        classes().that().resideInAPackage(ROOT + ".cli").should().onlyHaveDependentClassesThat()
                .resideInAPackage(ROOT + ".cli").check(player);
    }

    @Test
    void onlyTheCommandLineStartsPlays() {
        classes().that().resideInAPackage(ROOT + ".play").should().onlyHaveDependentClassesThat()
                .resideInAnyPackage(ROOT + ".cli", ROOT + ".play").check(player);
    }

    @Test
    void onlyTheCommandLineReadsWhatAClusterTells() {
        classes().that().resideInAPackage(ROOT + ".draw").should().onlyHaveDependentClassesThat()
                .resideInAnyPackage(ROOT + ".cli", ROOT + ".draw").check(player);
    }
}
