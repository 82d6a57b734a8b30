package org.sidecardemo.podplayer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {

    /** A slash stands for the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"A='1'|1", "A='1'/A='2'|1", "B='2'/A='1'|1",
            "#A='0'//  A='1'|1", "A='one two' # three|one two", "B='x/y'/A='1'|1", "A='$B \"c\"'|$B \"c\"", "A=''|``",
            "A= '1'|``", "A='1'/no variable|1", "export A='0'/A='1'|1"})
    void value(String lines, String value) {
        assertThat(new EnvFile(lines.replace('/', '\n')).value("A")).contains(value);
    }

    @Test
    void valueOfSeveralLines() {
        assertThat(new EnvFile("A='x\r\n\n y'\n").value("A")).contains("x\n\n y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#A='1'", "B='1'", "a='1'"})
    void hasNone(String text) {
        assertThat(new EnvFile(text).value("A")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "='1'", "A ='1'", "A=1", "A=\"1\"", "A=", "A='1", "A='1'2", "B=2\nA='1'"})
    void isWrong(String text) {
        assertThatThrownBy(() -> new EnvFile(text).value("A")).isInstanceOf(InvalidConfig.class)
                .hasMessage("couldn't parse env file");
    }

    @Test
    void isNoFile(@TempDir Path folder) {
        assertThatThrownBy(() -> EnvFile.read(folder)).isInstanceOf(InvalidConfig.class);
        assertThatThrownBy(() -> EnvFile.read(folder.resolve("none"))).isInstanceOf(InvalidConfig.class);
    }
}
