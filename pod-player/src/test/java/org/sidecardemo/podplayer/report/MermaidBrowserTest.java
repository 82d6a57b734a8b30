package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** A gantt as Mermaid itself reads and draws it. Its pictures are kept in target/screenshots. */
@Tag("browser")
class MermaidBrowserTest {

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        var script = "META-INF/resources/webjars/mermaid/%s/dist/mermaid.min.js"
                .formatted(System.getProperty("mermaid.version"));
        try (var mermaid = MermaidBrowserTest.class.getClassLoader().getResourceAsStream(script)) {
            Files.copy(mermaid, folder.resolve("mermaid.js"));
        }
        page = Files.writeString(folder.resolve("page.html"), """
                <!DOCTYPE html><meta charset="utf-8"><script src="mermaid.js"></script><main></main>
                <script>mermaid.initialize({startOnLoad: false})</script>""");
        browser = new Browser(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void draws() throws IOException, InterruptedException {
        assertThat(texts("native", Samples.nativeSidecar())).contains("job: Complete after 6.1 s", "sidecar", "app",
                "running", "terminating", "Completed 0").containsSequence("00:00", "00:01", "00:02", "00:03", "00:04",
                        "00:05", "00:06");
    }

    /** Whatever a container prints, the text is a gantt, and what was printed is text in it. */
    @Test
    void hostile() throws IOException, InterruptedException {
        assertThat(texts("hostile", Samples.hostile())).anyMatch(text -> text.contains("script"));
    }

    /** What Mermaid writes into the picture. */
    private static List<String> texts(String name, Recording recording) throws IOException, InterruptedException {
        browser.show(page, 1280, 400, false);
        var gantt = new ObjectMapper().writeValueAsString(
                TimelineFormat.ofFile(name + ".mmd").orElseThrow().write(recording));
        assertThat(browser.evaluate("mermaid.parse(%s).then(read => read.diagramType)".formatted(gantt)).asString())
                .isEqualTo("gantt");
        var texts = browser.evaluate("""
                mermaid.render('gantt', %s).then(drawn => {
                  document.querySelector('main').innerHTML = drawn.svg;
                  return [...document.querySelectorAll('text')].map(text => text.textContent.trim());
                })""".formatted(gantt));
        browser.screenshot(Path.of("target/screenshots/mermaid-%s.png".formatted(name)));
        return texts.valueStream().map(text -> text.asString()).toList();
    }
}
