package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A copy of the project's sources, to build in without touching what the tests use. */
record Checkout(Path folder) {

    private static final Path ROOT = Path.of(System.getProperty("root"));
    private static final Set<String> NOT_SOURCES = Set.of(".git", "target");

    /** @param exitCode the program's own: make's is 2 where it fails */
    record Made(int exitCode, List<String> lines) {}

    static Checkout into(Path folder) throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                if (NOT_SOURCES.contains(source.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(ROOT.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                if (!NOT_SOURCES.contains(source.getFileName().toString())) {
                    Files.copy(source, folder.resolve(ROOT.relativize(source)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Checkout(folder);
    }

    /** Runs make there, and returns the lines that it prints, standard error too. */
    Made make(String... arguments) throws IOException, InterruptedException {
        return makeWithPath(System.getenv("PATH"), arguments);
    }

    /** As {@link #make}, with programs found on this path only. */
    Made makeWithPath(String path, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("make", "--no-print-directory"));
        command.addAll(List.of(arguments));
        return run(Map.of("PATH", path), command);
    }

    /** Runs Maven there, on a line of words, with more options. */
    Made maven(String words, String... options) throws IOException, InterruptedException {
        return maven(Map.of(), words, options);
    }

    /** As {@link #maven}, with more variables. */
    Made maven(Map<String, String> environment, String words, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("maven"), "--quiet", "-DskipTests"));
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of(options));
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", System.getenv("PATH"));
        return run(all, command);
    }

    private Made run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // whatever the make that runs the tests was told is none of its business
        builder.environment().keySet().removeAll(Set.of("MAKEFLAGS", "MAKELEVEL", "NATIVE", "GRAALVM_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        // Maven resets the terminal's colours even where it used none
        List<String> lines = process.inputReader().lines().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(line -> !line.isEmpty()).toList();
        return new Made(process.waitFor(), lines);
    }
}
