package org.sidecardemo.slowsidecar;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The build of a native image initializes Helidon's classes, except those that the pom names because they remember the
 * time or the environment: nothing that the others do then may freeze any of it.
 */
class BuildTimeInitializationTest {

    private static final Pattern INITIALIZING = Pattern.compile(" Initializing '([^']*)'");
    private static final Set<String> AT_RUN_TIME = Set.of(System.getProperty("initialize-at-run-time").split(","));

    /** What of the JDK is initialized by those who ask for the environment, the process, the time or chance. */
    private static final Set<String> OF_THE_ENVIRONMENT = Set.of("java.lang.ProcessEnvironment",
            "java.lang.ProcessHandleImpl", "java.lang.management.ManagementFactory", "java.time.ZonedDateTime",
            "java.util.Random", "java.util.Timer", "java.security.SecureRandom");

    @Test
    void nothingOfTheEnvironmentIsFrozen() throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+init=info", "-cp", System.getProperty("java.class.path"), Initializer.class.getName(),
                String.join(",", AT_RUN_TIME)).redirectErrorStream(true).start();
        List<String> output = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
        List<String> initialized = output.stream().map(INITIALIZING::matcher).filter(Matcher::find)
                .map(line -> line.group(1).replace('/', '.')).toList();
        assertThat(initialized.contains("io.helidon.webserver.LoomServer")).isTrue();
        assertThat(AT_RUN_TIME).as("initialized by another class: the image can't be built")
                .noneMatch(initialized::contains);
        assertThat(OF_THE_ENVIRONMENT).noneMatch(initialized::contains);
        assertThat(output).contains("threads started: 0");
    }

    /** Initializes all of Helidon's classes but those, as the build of a native image may. */
    static final class Initializer {

        private Initializer() {}

        public static void main(String[] arguments) throws IOException {
            int threads = Thread.getAllStackTraces().size();
            for (String name : HelidonJars.classes()) {
                if (!List.of(arguments[0].split(",")).contains(name)) {
                    try {
                        Class.forName(name);
                    } catch (LinkageError | ClassNotFoundException _) {
                        // it needs an optional library that isn't here
                    }
                }
            }
            System.out.println("threads started: " + (Thread.getAllStackTraces().size() - threads));
        }
    }
}
