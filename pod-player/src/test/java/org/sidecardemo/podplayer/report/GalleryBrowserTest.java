package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The gallery's page in a real browser. Its screenshots are kept in target/screenshots. */
@Tag("browser")
class GalleryBrowserTest {

    private static final String TIP = "document.querySelector('.tip').innerText";

    /** Of text in the page's pictures that is shown: how tall its letters are, and what it covers. */
    private static final String TEXTS = """
            [...document.querySelectorAll('svg text')].filter(t => t.getClientRects().length).map(t => {
              const box = t.getBoundingClientRect(), picture = t.closest('svg').getBoundingClientRect();
              const scale = picture.width / t.closest('svg').viewBox.baseVal.width;
              return {text: t.textContent, size: parseFloat(getComputedStyle(t).fontSize) * scale,
                left: box.left - picture.left, right: picture.right - box.right, x: box.left, y: box.top, end: box.right,
                bottom: box.bottom};
            })""";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        page = folder.resolve("index.html");
        Files.writeString(page, Gallery.html(Gallery.Subject.PLAYED, List.of(
                new Story("1.yaml", new Headline("The classic sidecar", "The app comes too early."),
                        manifest("containers"), Samples.classicSidecar()),
                new Story("5.yaml", new Headline("The native sidecar", "It works."), manifest("initContainers"),
                        Samples.nativeSidecar()),
                new Story("chatty.yaml", new Headline("A chatty container", ""), manifest("containers"), chatty()))));
        browser = new Browser(Files.createDirectory(folder.resolve("profile")));
    }

    private static String manifest(String list) {
        return """
                kind: Pod
                spec:
                  restartPolicy: Never
                  %s:
                  - name: sidecar
                    args: [--a-rather-long-option, "that a phone has no room for in one line", --another]
                """.formatted(list);
    }

    /** Many long lines at about the same times. */
    private static Recording chatty() {
        var recording = Samples.classicSidecar();
        var printed = IntStream.range(0, 8).mapToObj(i -> Samples.printed(i, i % 2 == 0 ? "app" : "sidecar",
                "a LONG LINE of MANY WORDS, ".repeat(i + 1))).toList();
        return new Recording(Optional.empty(), recording.pods(), recording.events(), printed, recording.begin(),
                recording.end());
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    /** On a phone and on a desk, by day and by night: nothing is too small, cut off or covered. */
    @ParameterizedTest
    @CsvSource({"390, false", "390, true", "1280, false", "1280, true"})
    void legible(int width, boolean dark) throws Exception {
        browser.show(page, width, 844, dark);
        browser.screenshot(Path.of("target/screenshots/gallery-%d-%s.png".formatted(width, dark ? "dark" : "light")));
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
        var texts = browser.evaluate(TEXTS);
        assertThat(texts).hasSizeGreaterThan(30).allSatisfy(text -> {
            assertThat(text.at("/size").asDouble()).as(text.toString()).isGreaterThanOrEqualTo(10);
            assertThat(text.at("/left").asDouble()).as(text.toString()).isGreaterThanOrEqualTo(0);
            assertThat(text.at("/right").asDouble()).as(text.toString()).isGreaterThanOrEqualTo(0);
            assertThat(texts).filteredOn(other -> other != text).noneMatch(
                    other -> between(text, other, "/x", "/end") && between(text, other, "/y", "/bottom"));
        });
        var background = browser.evaluate("getComputedStyle(document.body).backgroundColor").asString();
        assertThat(background).isEqualTo(dark ? "rgb(15, 18, 22)" : "rgb(244, 244, 242)");
    }

    /** Whether two texts share more than the air about them. */
    private static boolean between(JsonNode one, JsonNode other,
            String from, String to) {
        return one.at(from).asDouble() + 3 < other.at(to).asDouble() && other.at(from).asDouble() + 3 < one.at(to)
                .asDouble();
    }

    /** Before anything is pointed at the page tells by which rule it turned out so. */
    @Test
    void tellsTheOutcome() throws InterruptedException {
        browser.show(page, 1280, 844, false);
        assertThat(browser.evaluate(TIP).asString())
                .startsWith("not complete after 8.0 s. Rule 18: When no main runs");
    }

    /** What is under the cursor tells its time, the event and the rule. */
    @Test
    void cursor() throws InterruptedException {
        browser.show(page, 1280, 844, false);
        var box = browser.evaluate("""
                (() => {const b = document.querySelector('[data-says^="0.6 s, app: ended"]').getBoundingClientRect();
                return {x: b.x + b.width / 2, y: b.y + b.height / 2}})()""");
        browser.point(box.at("/x").asDouble(), box.at("/y").asDouble());
        assertThat(browser.evaluate(TIP).asString())
                .startsWith("0.6 s, app: ended, Error 1. Rule 21: An end with 0 is");
    }

    /** By keyboard each picture is one stop, arrows go through it, and Enter leads to the rule. */
    @Test
    void keyboard() throws InterruptedException {
        browser.show(page, 1280, 844, false);
        browser.press("Tab");
        browser.press("End");
        assertThat(browser.evaluate(TIP).asString()).startsWith("0.6 s, app: ended, Error 1");
        browser.press("Home");
        browser.press("ArrowRight");
        browser.press("ArrowRight");
        assertThat(browser.evaluate("document.activeElement.getAttribute('aria-label')").asString())
                .startsWith("0.0 s to 0.1 s, sidecar: starting. Rule 5");
        browser.press("Enter");
        assertThat(browser.evaluate("location.hash").asString()).isEqualTo("#rule-5");
        browser.evaluate("document.querySelectorAll('.item')[0].focus()");
        browser.press("Tab");
        assertThat(browser.evaluate("document.activeElement.tagName").asString()).isEqualTo("SUMMARY");
    }

    /** A screen reader finds each bar and mark by its name, under the picture's own. */
    @Test
    void screenReader() throws InterruptedException {
        browser.show(page, 390, 844, false);
        assertThat(browser.evaluate("""
                [...document.querySelectorAll('svg .item')].every(i => i.getAttribute('aria-label') && \
                (i.tagName === 'a' || i.getAttribute('role') === 'img') && i.closest('svg[role=group][aria-label]'))""")
                .asBoolean()).isTrue();
        assertThat(browser.evaluate("document.documentElement.lang + document.title").asString())
                .isEqualTo("enPods, played");
    }

    /** The browser loads the page and nothing else, and its policy lets what the page holds take effect. */
    @Test
    void needsNothingElse() throws InterruptedException {
        browser.show(page, 1280, 844, false);
        assertThat(browser.evaluate("performance.getEntriesByType('resource').length").asInt()).isZero();
        assertThat(browser.evaluate("document.querySelector('.item').getAttribute('tabindex')").asString())
                .isEqualTo("0");
    }
}
