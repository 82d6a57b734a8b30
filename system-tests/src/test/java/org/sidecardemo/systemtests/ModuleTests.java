package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of another module, run once more from here by the build that runs this. */
record ModuleTests(String report) {

    private static final Pattern SKIPPED = Pattern.compile("<skipped[^>]*message=\"([^\"]*)\"");

    /**
     * Runs the tests of this class, which has been compiled, and asserts that all pass. Where one is skipped for want of
     * a tool, this test is too.
     *
     * @param options more of Maven's
     */
    static ModuleTests passed(String module, String test, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(System.getProperty("maven"), "--quiet", "--projects", module,
                "surefire:test", "-Dtest=" + test, "-Dgroups=", "-DexcludedGroups=",
                "-Djvm=" + Path.of(System.getProperty("java.home"), "bin", "java")));
        command.addAll(List.of(options));
        Process maven = new ProcessBuilder(command).directory(Docs.ROOT.toFile()).redirectErrorStream(true).start();
        maven.getOutputStream().close();
        String output = new String(maven.getInputStream().readAllBytes());
        assertThat(maven.waitFor()).as(output).isZero();
        String report = Files.readString(Docs.ROOT.resolve("%s/target/surefire-reports/TEST-org.sidecardemo.%s.%s.xml"
                .formatted(module, module.replace("-", ""), test)));
        var skipped = SKIPPED.matcher(report);
        Assumptions.assumeFalse(skipped.find(), () -> skipped.group(1));
        return new ModuleTests(report);
    }

    /** How often a test method has passed: once for each of its arguments. */
    int count(String method) {
        int count = (int) Pattern.compile("<testcase name=\"" + method + "\\b").matcher(report).results().count();
        assertThat(count).as(method).isPositive();
        return count;
    }
}
