package org.sidecardemo.podplayer.report;

/**
 * What a manifest says about itself.
 *
 * @param sentence what it shows; may be empty
 */
public record Headline(String title, String sentence) {

    /**
     * From the comment that a manifest begins with: its first line is the title, its second paragraph the sentence.
     *
     * @param file the title of a manifest without such a comment
     */
    public static Headline of(String file, String manifest) {
        var comment = manifest.lines().takeWhile(line -> line.startsWith("#")).map(line -> line.substring(1).strip())
                .toList();
        var second = comment.stream().skip(1).dropWhile(line -> !line.isEmpty()).dropWhile(String::isEmpty)
                .takeWhile(line -> !line.isEmpty()).toList();
        return new Headline(comment.isEmpty() ? file : Visible.text(comment.getFirst()),
                Visible.text(String.join(" ", second)));
    }
}
