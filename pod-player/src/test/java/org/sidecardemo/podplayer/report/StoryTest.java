package org.sidecardemo.podplayer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class StoryTest {

    /** The first line of a manifest's comment is the title, its second paragraph the sentence. */
    @Test
    void headline() {
        assertThat(Headline.of("5.yaml", """
                # A native sidecar
                #
                # The app starts
                # after it.
                #
                # What kubectl prints
                apiVersion: batch/v1
                """)).isEqualTo(new Headline("A native sidecar", "The app starts after it."));
    }

    /** A comment further down belongs to what stands there. */
    @Test
    void titleAlone() {
        assertThat(Headline.of("5.yaml", """
                # A native sidecar

                # not this
                """)).isEqualTo(new Headline("A native sidecar", ""));
    }

    /** Without a comment the file's name is the title. */
    @Test
    void noComment() {
        assertThat(Headline.of("pod.yaml", "kind: Pod\n")).isEqualTo(new Headline("pod.yaml", ""));
    }

    /** The gallery shows each story's words, picture and manifest, the table of all, and the rules that links lead to. */
    @Test
    void gallery() {
        var html = Gallery
                .html(Gallery.Subject.PLAYED, List.of(
                        new Story("5.yaml", new Headline("A native <sidecar>", "It works."), "restartPolicy: <Never>\n",
                                Samples.nativeSidecar())));
        assertThat(html).startsWith("<!DOCTYPE html>").containsSubsequence("<h2>A native &lt;sidecar&gt;</h2>",
                "<p>It works. <code>5.yaml</code></p>", "<svg ", "</svg>", "restartPolicy: &lt;Never&gt;",
                "<td class=\"good\">Complete</td>", "<li id=\"rule-20\" value=\"20\">A sidecar gets SIGTERM when")
                .doesNotContain("http://localhost").doesNotContain("src=").doesNotContain("@import");
        assertThat(Pattern.compile("href=\"(.*?)\"").matcher(html).results().map(link -> link.group(1)).distinct())
                .isNotEmpty().allSatisfy(link -> assertThat(html).contains("id=\"" + link.substring(1) + "\""));
    }

    /** The example of a finding stands beside the lines to mend, which are marked in the whole manifest; nothing is compared. */
    @Test
    void finding() {
        var manifest = "containers:\n- name: app\n  image: a\n- name: sidecar\n  image: s\nrestartPolicy: Never\n";
        var story = new Story("1.yaml", new Headline("It hangs", ""), manifest, Samples.classicSidecar(),
                Optional.of(new Highlight("job-hangs", 4)));
        assertThat(Gallery.html(Gallery.Subject.CHECKED, List.of(story, story))).containsSubsequence(
                "<h1>Pods, checked</h1>", "<code>1.yaml job-hangs</code>", "<h3>The lines to mend</h3>",
                "<span>  - name: sidecar</span><span>    image: s</span></pre>", "<span>  image: a</span>",
                "<mark>- name: sidecar</mark><mark>  image: s</mark><span>restartPolicy: Never</span>",
                "<h3>The lines to mend</h3>", "<td>1.yaml job-hangs</td>");
    }
}
