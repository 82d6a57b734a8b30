package org.sidecardemo.systemtests;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What make says before it builds, with a script in Maven's place and every other program of this machine but Java. */
class BuildToolsTest {

    /** Prints what it does, and makes the player, a script that draws an empty page. */
    private static final String MAVEN = """
            #!/bin/sh
            case "$*" in
              --version)
                echo 'Apache Maven %s (any)'
                echo 'Java version: %s, vendor: any, runtime: /any'
                ;;
              *validate*)
                %s
                ;;
              *package*)
                echo 'Maven works'
                mkdir -p pod-player/target/pod-player/bin
                cd pod-player/target/pod-player/bin
                printf '#!/bin/sh\\nmkdir -p target/demo\\n: >target/demo/index.html\\n' >pod-player
                chmod +x pod-player
                ;;
            esac
            """;
    private static final String FETCHES = "make: Maven fetches what it needs and compiles, which takes a minute or more the first time";

    /** Whatever the make that runs the tests was told of it. */
    private static final String MVN = "MVN=mvn";

    private Checkout checkout;
    private Path programs;

    @BeforeEach
    void copy(@TempDir Path sources, @TempDir Path programs) throws IOException {
        this.checkout = Checkout.into(sources);
        this.programs = programs;
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (var files = Files.newDirectoryStream(Path.of(folder))) {
                    files.forEach(this::link);
                }
            }
        }
    }

    private void link(Path program) {
        if (!Set.of("mvn", "java").contains(program.getFileName().toString())) {
            try {
                Files.createSymbolicLink(programs.resolve(program.getFileName()), program);
            } catch (FileAlreadyExistsException _) {
                // the first on the path counts
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Maven is silent for a minute while it fetches: that is said first, and not when it has been done. */
    @Test
    void firstDemoSaysWhatTakesLong() throws Exception {
        maven("3.9.11", "17.0.15", "true");
        assertThat(make("demo")).containsExactly(FETCHES, "Maven works", "target/demo/index.html");
        assertThat(make("demo")).containsExactly("Maven works", "target/demo/index.html");
    }

    /** Where nothing is fetched yet, so that Maven without a network finds nothing, it is said all the same. */
    @Test
    void firstDemoOnABareMachineSaysWhatTakesLong() throws Exception {
        maven("3.9.11", "17.0.15", "case \"$*\" in *-o*) echo 'offline'; exit 1 ;; *) echo 'fetches' >&2 ;; esac");
        assertThat(make("demo")).containsExactly(FETCHES, "Maven works", "target/demo/index.html");
    }

    @Test
    void withoutMaven() throws Exception {
        assertRefused("make: Maven 3.8 or newer is needed, and mvn is not on the PATH: install it");
    }

    @ParameterizedTest
    @CsvSource({"3.6.3, 17.0.15, 'make: Maven 3.8 or newer is needed, and mvn is Maven 3.6.3: install a newer one'",
            "3.9.11, 11.0.28, 'make: Maven needs a JDK 17 or newer to run on, and runs on 11.0.28: install a JDK 25, and let JAVA_HOME name it'",
            "3.9.11, 1.8.0_462, 'make: Maven needs a JDK 17 or newer to run on, and runs on 1.8.0_462: install a JDK 25, and let JAVA_HOME name it'"})
    void withAnOldMavenOrJdk(String version, String java, String line) throws Exception {
        maven(version, java, "true");
        assertRefused(line);
    }

    /** What Maven itself says has a dozen lines, of which the root's pom.xml has set the one that is looked for. */
    @Test
    void withoutJdk25() throws Exception {
        assertThat(Files.readString(checkout.folder().resolve("pom.xml"))).contains("<id>a JDK 25 is needed");
        maven("3.9.11", "17.0.15", "echo '[ERROR] … (a JDK 25 is needed: install one) …'; echo '[ERROR]'; exit 1");
        assertRefused("make: a JDK 25 is needed, and Maven finds none: install one, or let JAVA25_HOME name it");
    }

    @Test
    void withoutJava() throws Exception {
        program("mvn", "#!/bin/sh\necho 'The JAVA_HOME environment variable is not defined correctly' >&2\nexit 1\n");
        assertRefused(
                "make: Maven needs a JDK, and mvn finds none that works: install a JDK 25, and let JAVA_HOME name it");
    }

    /** The images' label says where the sources are, but not by which password. */
    @ParameterizedTest
    @CsvSource({"https://any:secret@git.example/demo.git, https://git.example/demo.git",
            "git@git.example:demo.git, git@git.example:demo.git"})
    void sourceIsTheOrigin(String origin, String source) throws Exception {
        maven("3.9.11", "17.0.15", "true");
        assertThat(make("--dry-run", "images")).noneMatch(line -> line.contains("image.source"));
        git("init", "--quiet");
        git("remote", "add", "origin", origin);
        assertThat(make("--dry-run", "images")).anyMatch(line -> line.contains(" -Dimage.source='" + source + "' "));
    }

    private void assertRefused(String line) throws Exception {
        for (String target : List.of("demo", "play", "test", "images", "docker", "push")) {
            Checkout.Made made = checkout.makeWithPath(programs.toString(), target, MVN);
            assertThat(made.exitCode()).isEqualTo(2);
            assertThat(made.lines()).as(target).filteredOn(each -> !each.startsWith("make: ***")).containsExactly(line);
        }
    }

    private List<String> make(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add(MVN);
        Checkout.Made made = checkout.makeWithPath(programs.toString(), words.toArray(String[]::new));
        assertThat(made.exitCode()).as(String.join("\n", made.lines())).isZero();
        return made.lines();
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).directory(checkout.folder().toFile()).start().waitFor()).isZero();
    }

    private void maven(String version, String java, String whenValidating) throws IOException {
        program("mvn", MAVEN.formatted(version, java, whenValidating));
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(programs.resolve(name), script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
