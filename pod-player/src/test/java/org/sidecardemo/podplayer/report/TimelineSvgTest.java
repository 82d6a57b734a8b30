package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.junit.jupiter.api.Test;
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

    /** A run that is stuck ends in bars that run on. */
    @Test
    void stuck() {
        assertThat(TimelineSvg.of(Samples.classicSidecar())).contains(">not complete after 8.0 s</text>")
                .contains("opacity=\"0.6\"").contains(">Error 1</text>");
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
                Samples.BEGIN, Samples.at(2));

        var svg = parse(TimelineSvg.of(recording));
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .startsWith("</text><script>alert('1')</script>&\"\\u{202e}\\x1b[31m");
        assertThat(Gallery.html(List.of(new Story(HOSTILE, new Headline(HOSTILE, HOSTILE), recording))))
                .doesNotContain("<script")
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
