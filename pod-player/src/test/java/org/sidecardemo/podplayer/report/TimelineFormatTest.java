package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class TimelineFormatTest {

    private static final String HOSTILE = "a: b; #c %%{init}%% \u001b\"<script>";

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "run.png", "run.svg.gz", "run.SVG"})
    void otherNames(String name) {
        assertThat(TimelineFormat.ofFile(name)).isEmpty();
    }

    /** A gantt of Mermaid: sections, tasks and milestones in milliseconds. */
    @Test
    void mermaid() {
        assertThat(write("run.mmd", Samples.classicSidecar())).isEqualTo("""
                gantt
                    title job: stuck after 8.0 s
                    dateFormat x
                    axisFormat %M:%S
                    section sidecar
                    waiting :done, 0, 20ms
                    starting :active, 20, 30ms
                    running :50, 7950ms
                    listening on port 8081 :milestone, 5100, 0ms
                    section app
                    waiting :done, 0, 60ms
                    starting :active, 60, 40ms
                    running :100, 500ms
                    Connection to localhost 8081 was refused :milestone, 550, 0ms
                    Error 1 :crit, milestone, 600, 0ms
                """);
    }

    /** Whatever a container prints, each line is one of those that a gantt may have. */
    @Test
    void mermaidGrammar() {
        assertThat(write("run.mmd", hostile()).lines()).allMatch(line -> line.matches("gantt"
                + "|    (title|dateFormat|axisFormat|section) [^;#]+"
                + "|    [^:;#%<]+ :((done|active|crit|milestone), )*\\d+, \\d+ms"));
    }

    /** Trace events as Chrome defines them: names of processes and threads, complete and instant events in microseconds. */
    @Test
    void trace() {
        var trace = new ObjectMapper().readTree(write("run.json", Samples.nativeSidecar()));
        assertThat(trace.at("/displayTimeUnit").asString()).isEqualTo("ms");
        var events = trace.at("/traceEvents");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.at("/pid").isInt()).isTrue();
            assertThat(event.at("/tid").isInt()).isTrue();
            assertThat(event.at("/ph").asString()).isIn("M", "X", "i");
            if (!event.at("/ph").asString().equals("M")) {
                assertThat(event.at("/ts").isIntegralNumber()).isTrue();
            }
        });
        assertThat(events).filteredOn(event -> event.at("/ph").asString().equals("X"))
                .anySatisfy(event -> {
                    assertThat(event.at("/name").asString()).isEqualTo("terminating");
                    assertThat(event.at("/ts").asLong()).isEqualTo(5_800_000);
                    assertThat(event.at("/dur").asLong()).isEqualTo(300_000);
                    assertThat(event.at("/args/rule").asInt()).isEqualTo(20);
                });
        assertThat(events).filteredOn(event -> event.at("/name").asString().equals("thread_name"))
                .extracting(event -> event.at("/args/name").asString()).containsExactly("sidecar", "app");
    }

    /** What a container prints stays a string. */
    @Test
    void hostileTrace() {
        assertThat(new ObjectMapper().readTree(write("run.json", hostile())).at("/traceEvents"))
                .anyMatch(event -> event.at("/name").asString().equals(HOSTILE));
    }

    private static Recording hostile() {
        var recording = Samples.classicSidecar();
        return new Recording(Optional.empty(), recording.pods(), recording.events(),
                List.of(Samples.printed(1, "app", HOSTILE)), recording.begin(), recording.end());
    }

    private static String write(String name, Recording recording) {
        return TimelineFormat.ofFile(name).orElseThrow().write(recording);
    }
}
