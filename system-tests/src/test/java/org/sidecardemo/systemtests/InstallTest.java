package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The player where make install and make dist put it, away from where it was built. */
class InstallTest {

    private static final Path ROOT = Path.of(System.getProperty("root"));

    /** Calls the function that bash would call, with the last word under the cursor. */
    private static final String COMPLETE = """
            source "$1"
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            _complete_pod-player 2>/dev/null
            echo "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    /** What was played: what it printed, and how it ended. */
    private record Ended(int exitCode, String output) {}

    /** Into a folder with a space in its name; run by a link, from elsewhere. */
    @Test
    void installed() throws Exception {
        Path prefix = folder.resolve("my prefix");
        make("install", prefix);
        Path link = Files.createSymbolicLink(folder.resolve("player"), prefix.resolve("bin/pod-player"));

        assertThat(run(List.of(link.toString(), "-"), LauncherTest.BRIEF).exitCode()).isZero();
        assertThat(run(List.of(link.toString(), "check", "-"), LauncherTest.BRIEF).exitCode()).isZero();
        assertThat(prefix.resolve("share/man/man1/pod-player.1")).content().startsWith(".TH POD\\-PLAYER 1\n");
        assertThat(prefix.resolve("share/zsh/site-functions/_pod-player")).content()
                .startsWith("#compdef pod-player\n");
    }

    /** The cache goes by the jars' times: it holds where they were kept. */
    @Test
    void startsAsQuickly() throws Exception {
        make("install", folder);
        Path lib = folder.resolve("lib/pod-player/lib");
        Ended cached = run(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:AOTMode=on",
                "-XX:AOTCache=" + lib.resolve("pod-player.aot"),
                "-jar", lib.resolve("pod-player.jar").toString(), "--version"), "");
        assertThat(cached.exitCode()).as(cached.output()).isZero();
    }

    @Test
    void completedByBash() throws Exception {
        make("install", folder);
        assertThat(completions("pod-player", "ch")).isEqualTo("check");
        assertThat(completions("pod-player", "check", "--al")).isEqualTo("--allow");
        assertThat(completions("pod-player", "play", "--runtime", "")).isEqualTo("process docker podman nerdctl");
        assertThat(completions("pod-player", "explain", "")).startsWith("app-before-sidecar job-hangs ");
    }

    @Test
    void uninstalled() throws Exception {
        Path other = Files.createDirectories(folder.resolve("my prefix/bin")).resolve("other");
        Files.createFile(other);
        make("install", folder.resolve("my prefix"));
        make("uninstall", folder.resolve("my prefix"));
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left.filter(path -> !Files.isDirectory(path))).containsExactly(other);
        }
    }

    /** The archive is all that it needs, in a folder with a space in its name; the cache isn't in it, as it is of one JDK and differs each time. */
    @Test
    void unpacked() throws Exception {
        Path place = Files.createDirectory(folder.resolve("my place"));
        try (Stream<Path> archives = Files.list(ROOT.resolve("pod-player/target"))) {
            Path archive = archives.filter(path -> path.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
            assertThat(run(List.of("tar", "xzf", archive.toString(), "-C", place.toString()), "").exitCode()).isZero();
        }
        Path home;
        try (Stream<Path> unpacked = Files.list(place)) {
            home = unpacked.findFirst().orElseThrow();
        }
        Ended played = run(List.of(home.resolve("bin/pod-player").toString(), "-"), LauncherTest.BRIEF);
        assertThat(played.exitCode()).as(played.output()).isZero();
        assertThat(played.output()).doesNotContainIgnoringCase("aot").doesNotContainIgnoringCase("warning");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files).noneMatch(path -> path.toString().endsWith(".aot"))
                    .contains(home.resolve("LICENSE"), home.resolve("share/man/man1/pod-player.1"));
        }
    }

    /** With a Java of old, and the places emptied where it looks for others. */
    @Test
    void refusesAnOldJava() throws Exception {
        Path script = Files.createDirectories(folder.resolve("player/bin")).resolve("pod-player");
        Files.writeString(script, Files.readString(ROOT.resolve("pod-player/src/main/launcher/bin/pod-player"))
                .replace("/usr/lib/jvm", "/nowhere").replace("/opt/", "/nowhere/").replace("/Library/", "/nowhere/"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.createFile(java).toFile().setExecutable(true);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.4\"\n");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String name : List.of("dirname", "readlink", "grep")) {
            Files.createSymbolicLink(programs.resolve(name), Program.find(name).orElseThrow());
        }
        Ended refused = run(
                List.of("env", "-i", "PATH=" + programs, "HOME=/nowhere", "JAVA_HOME=" + folder.resolve("jdk"),
                        "/bin/sh", script.toString(), "--version"),
                "");
        assertThat(refused).isEqualTo(new Ended(2,
                "pod-player: Java 25 or newer is needed: install one, or let JAVA_HOME name it\n"));
    }

    private String completions(String... words) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("bash", "-c", COMPLETE, "bash",
                folder.resolve("share/bash-completion/completions/pod-player").toString()), Stream.of(words)).toList();
        return run(command, "").output().strip();
    }

    /** The player is what these tests are about: it has been built. */
    private static void make(String target, Path prefix) throws IOException, InterruptedException {
        Ended made = run(List.of("make", "-C", ROOT.toString(), "-o", "player", target, "PREFIX=" + prefix), "");
        assertThat(made.exitCode()).as(made.output()).isZero();
    }

    private static Ended run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(Path.of("/").toFile()).redirectErrorStream(true)
                .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
