package org.sidecardemo.podplayer.report;

import java.util.List;

/**
 * A recording with the words of its manifest.
 *
 * @param file the name of the manifest's file
 * @param sentence what it shows; may be empty
 */
public record Story(String file, String title, String sentence, Recording recording) {

    /** Takes the title from the first line of the comment that a manifest begins with, the sentence from its second paragraph. */
    public static Story of(String file, String manifest, Recording recording) {
        var comment = manifest.lines().takeWhile(line -> line.startsWith("#")).map(line -> line.substring(1).strip())
                .toList();
        return new Story(file, comment.isEmpty() ? file : comment.getFirst(), sentence(comment), recording);
    }

    private static String sentence(List<String> comment) {
        return String.join(" ",
                comment.stream().skip(1).dropWhile(String::isEmpty).takeWhile(line -> !line.isEmpty()).toList());
    }
}
