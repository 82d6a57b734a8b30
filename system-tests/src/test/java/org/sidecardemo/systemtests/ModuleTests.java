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
record ModuleTests(String reports) {

    private static final Pattern SKIPPED = Pattern.compile("<skipped[^>]*message=\"([^\"]*)\"");

    /**
     * Runs the tests of these classes, which have been compiled, and asserts that all pass. Where one is skipped for want of
     * a tool, this test is too.
     *
     * @param jvmOptions for the tests' JVM
     */
    static ModuleTests passed(String module, List<String> jvmOptions, String... classes)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(System.getProperty("maven"), "--quiet", "--projects", module,
                "surefire:test", "-Dtest=" + String.join(",", classes), "-Dgroups=", "-DexcludedGroups=",
                "-Djvm=" + Path.of(System.getProperty("java.home"), "bin", "java")));
        if (!jvmOptions.isEmpty()) {
            command.add("-DargLine=" + String.join(" ", jvmOptions));
        }
        Process maven = new ProcessBuilder(command).directory(Readme.ROOT.toFile()).redirectErrorStream(true).start();
        maven.getOutputStream().close();
        String output = new String(maven.getInputStream().readAllBytes());
        assertThat(maven.waitFor()).as(output).isZero();
        var reports = new StringBuilder();
        for (String name : classes) {
            reports.append(Files.readString(Files.list(Readme.ROOT.resolve(module + "/target/surefire-reports"))
                    .filter(file -> file.getFileName().toString().matches("TEST-.*[.]" + name + "[.]xml"))
                    .findFirst().orElseThrow(() -> new AssertionError("no report of " + name + ":\n" + output))));
        }
        var skipped = SKIPPED.matcher(reports);
        Assumptions.assumeFalse(skipped.find(), () -> skipped.group(1));
        return new ModuleTests(reports.toString());
    }

    /** How often a test method has passed: once for each of its arguments. */
    int count(String method) {
        int count = (int) Pattern.compile("<testcase name=\"" + method + "\\b").matcher(reports).results().count();
        assertThat(count).as(method).isPositive();
        return count;
    }
}
