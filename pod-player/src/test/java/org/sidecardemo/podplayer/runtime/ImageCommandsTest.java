package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageCommandsTest {

    /** Words are split as a POSIX shell does, and nothing is expanded. */
    @Test
    void words() {
        assertThat(ImageCommands.words("  java -jar  app.jar ")).containsExactly("java", "-jar", "app.jar");
        assertThat(ImageCommands.words("a 'b c' \"d 'e\" f\\ g ''")).containsExactly("a", "b c", "d 'e", "f g", "");
        assertThat(ImageCommands.words("a'b'\"c\"d")).containsExactly("abcd");
        assertThat(ImageCommands.words("'a\\b' \"a\\b\\\"c\\$d\" \\'")).containsExactly("a\\b", "a\\b\"c$d", "'");
        assertThat(ImageCommands.words("$HOME *.txt ~")).containsExactly("$HOME", "*.txt", "~");
        assertThat(ImageCommands.words(" ")).isEmpty();
    }

    /** A quote that isn't closed, or a command that is empty, is refused in one line. */
    @Test
    void refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ImageCommands.parse(Map.of("x", "echo 'a")))
                .withMessage("echo 'a: the quote ' isn't closed");
        assertThatIllegalArgumentException().isThrownBy(() -> ImageCommands.parse(Map.of("x", " ")))
                .withMessage("image x= : a name and a command are needed");
    }

    /** An image named without a tag stands for every version of it. */
    @ParameterizedTest
    @ValueSource(strings = {"host:5000/greeter", "host:5000/greeter:1.0", "host:5000/greeter@sha256:00",
            "host:5000/greeter:1.0@sha256:00"})
    void anyVersion(String image) {
        var commands = ImageCommands.parse(Map.of("host:5000/greeter", "any"));

        assertThat(commands.entrypoint(image)).contains(List.of("any"));
    }

    /** An image named with its tag stands for that one alone, and comes before one without. */
    @Test
    void oneVersion() {
        var commands = ImageCommands.parse(Map.of("greeter", "any", "greeter:2", "two", "other:1", "one"));

        assertThat(commands.entrypoint("greeter:2")).contains(List.of("two"));
        assertThat(commands.entrypoint("greeter:1")).contains(List.of("any"));
        assertThat(commands.entrypoint("other:2")).isEmpty();
        assertThat(commands.entrypoint("other")).isEmpty();
    }
}
