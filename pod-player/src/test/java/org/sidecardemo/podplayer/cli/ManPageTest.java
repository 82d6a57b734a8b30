package org.sidecardemo.podplayer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class ManPageTest {

    private final String page = new ManPage(CommandFiles.commands()).toString();

    /** Every option of every subcommand stands there, with what help tells of it. */
    @Test
    void hasEveryOption() {
        for (var command : CommandFiles.commands().getSubcommands().values()) {
            for (var option : command.getCommandSpec().options()) {
                assertThat(page).contains(".B " + String.join(", ", option.names()).replace("-", "\\-"));
            }
        }
        assertThat(page)
                .contains(".TP\n.B \\-\\-runtime RUNTIME\nWhat runs containers: process, docker, podman, nerdctl"
                        + " (default: process).\n")
                .contains("pod\\-player check\n[options] FILE...").doesNotContain("${");
    }

    /** A line that begins with a dot is a request: only those of man(7) that are meant do. */
    @Test
    void hasNoOtherRequests() {
        assertThat(page.lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                .allMatch(line -> List.of(".TH", ".SH", ".B", ".br", ".PP", ".TP").contains(line.split(" ")[0]));
    }
}
