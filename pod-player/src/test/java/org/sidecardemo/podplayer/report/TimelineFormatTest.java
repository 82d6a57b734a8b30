package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class TimelineFormatTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "run.png", "run.svg.gz", "run.SVG"})
    void otherNames(String name) {
        assertThat(TimelineFormat.ofFile(name)).isEmpty();
    }

    /** A gantt of Mermaid: sections, tasks and milestones. */
    @Test
    void mermaid() {
        assertThat(write("run.mmd", Samples.classicSidecar())).isEqualTo("""
                gantt
                    title job: stuck after 8.0 s
                    dateFormat YYYY-MM-DD HH:mm:ss.SSS
                    axisFormat %M:%S
                    tickInterval 1second
                    section sidecar
                    waiting :done, 2000-01-01 00:00:00.000, 20ms
                    starting :active, 2000-01-01 00:00:00.020, 30ms
                    running :2000-01-01 00:00:00.050, 7950ms
                    listening on port 8081 :milestone, 2000-01-01 00:00:05.100, 0ms
                    section app
                    waiting :done, 2000-01-01 00:00:00.000, 60ms
                    starting :active, 2000-01-01 00:00:00.060, 40ms
                    running :2000-01-01 00:00:00.100, 500ms
                    Connection to localhost 8081 was refused :milestone, 2000-01-01 00:00:00.550, 0ms
                    Error 1 :crit, milestone, 2000-01-01 00:00:00.600, 0ms
                """);
    }

    /** Whatever a container prints, each line is one of those that a gantt may have. */
    @Test
    void mermaidGrammar() {
        assertThat(write("run.mmd", Samples.hostile()).lines()).allMatch(line -> line.matches("gantt"
                + "|    (title|dateFormat|axisFormat|tickInterval|section) [^;#]+"
                + "|    [^:;#%<]+ :((done|active|crit|milestone), )*[-0-9 :.]+, \\d+ms"));
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
        assertThat(new ObjectMapper().readTree(write("run.json", Samples.hostile())).at("/traceEvents"))
                .anyMatch(event -> event.at("/name").asString().equals(Samples.HOSTILE));
    }

    private static String write(String name, Recording recording) {
        return TimelineFormat.ofFile(name).orElseThrow().write(recording);
    }
}
