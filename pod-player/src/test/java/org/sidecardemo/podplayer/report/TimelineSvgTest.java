package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sidecardemo.podplayer.lifecycle.ContainerId;
import org.sidecardemo.podplayer.lifecycle.Event;
import org.sidecardemo.podplayer.lifecycle.Event.Type;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class TimelineSvgTest {

    private static final String HOSTILE = "</text><script>alert('1')</script>&\"\u202e\u001b[31m";

    /** The picture of a run is, byte for byte, the one that was looked at and found good. */
    @Test
    void golden() throws IOException {
        try (var golden = TimelineSvgTest.class.getResourceAsStream("native-sidecar.svg")) {
            assertThat(TimelineSvg.of(Samples.nativeSidecar()))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The pictures in the README are drawn by this program: when it draws otherwise they are to be drawn anew. */
    @ParameterizedTest
    @ValueSource(strings = {"2-classic-sidecar-with-retry.svg", "5-native-sidecar.svg"})
    void pictureOfReadme(String name) throws IOException {
        assertThat(Path.of("../docs", name)).content().contains("<style>" + TimelineSvg.STYLE + "</style>",
                ">listening on port 8081</tspan>", "<title>");
    }

    /** A run that is stuck ends in bars that run on. */
    @Test
    void stuck() {
        assertThat(TimelineSvg.of(Samples.classicSidecar())).contains(">not complete after 8.0 s</text>")
                .contains("opacity=\"0.6\"").contains(">Error 1</text>");
    }

    /** That the sidecar began to listen long after the app had failed stands in the picture, each at its time. */
    @Test
    void showsTheCause() throws Exception {
        var svg = parse(TimelineSvg.of(Samples.classicSidecar()));
        var refused = text(svg, "0.6 sConnection to localhost:8081 was refused");
        var listening = text(svg, "5.1 slistening on port 8081");
        assertThat(Double.parseDouble(refused.getAttribute("x"))).isBetween(247.0, 250.0);
        assertThat(Double.parseDouble(listening.getAttribute("x"))).isBetween(584.0, 587.0);
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .contains("sidecar: waiting", ", at 5.1 s “listening on port 8081”");
    }

    private static Element text(Document svg, String content) {
        var texts = svg.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength()).mapToObj(i -> (Element) texts.item(i))
                .filter(text -> text.getTextContent().equals(content)).findFirst().orElseThrow();
    }

    /** Under the cursor each bar and mark tells its time, the event and the rule. */
    @Test
    void tells() {
        assertThat(TimelineSvg.of(Samples.nativeSidecar())).contains(
                "<title>5.1 s, sidecar: startup probe succeeded (rule 2)</title>",
                "<title>0.0 s to 5.1 s, sidecar: starting (rule 1)</title>",
                "<title>5.8 s, sidecar: SIGTERM (rule 20)</title>", "(rule 26)</title>");
    }

    /** Each pod of a Job that tries again has a heading of its own. */
    @Test
    void pods() {
        var recording = Samples.classicSidecar();
        var pod = recording.pods().getFirst();
        assertThat(TimelineSvg.of(new Recording(recording.job(), List.of(pod, pod), recording.events(),
                recording.begin(), recording.end()))).containsSubsequence(">job-x</text>", ">job-x</text>");
    }

    /** Whatever a manifest or a program says stays text. */
    @Test
    void escapes() throws Exception {
        var hostile = Samples.container("app");
        hostile.setName(HOSTILE);
        var pod = Samples.withStatus(Samples.pod("Never", List.of(), List.of(hostile)), "Failed", List.of(),
                List.of(Samples.ended(HOSTILE, 1)));
        pod.getMetadata().setName(HOSTILE);
        var recording = new Recording(Optional.empty(), List.of(pod),
                List.of(new Event(Samples.at(0), HOSTILE, null, Type.POD_CREATED,
                        ""),
                        new Event(Samples.at(1), HOSTILE,
                                new ContainerId(HOSTILE, 0), Type.ENDED, HOSTILE)),
                List.of(new Printed(Samples.at(1), HOSTILE, HOSTILE, HOSTILE)), Samples.BEGIN, Samples.at(2));

        var svg = parse(TimelineSvg.of(recording));
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("</text><script>alert('1')</script>&\"\\u{202e}\\x1b[31m");
        assertThat(Gallery
                .html(Gallery.Subject.PLAYED,
                        List.of(new Story(HOSTILE, new Headline(HOSTILE, HOSTILE), "name: " + HOSTILE, recording))))
                .containsOnlyOnce("<script").doesNotContain("alert('1")
                .doesNotContain("\u202e").doesNotContain("\u001b");
    }

    /** A screen reader gets a title and all that the picture shows. */
    @Test
    void accessible() throws Exception {
        var root = parse(TimelineSvg.of(Samples.nativeSidecar())).getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(((Element) root.getElementsByTagName("title").item(0)).getTextContent()).isEqualTo("job: Complete");
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                .contains("sidecar: waiting 0.0 s to 0.0 s, starting 0.0 s to 5.1 s, running 5.1 s to 5.8 s, "
                        + "terminating 5.8 s to 6.1 s, Completed 0.");
    }

    private static Document parse(String svg) throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
