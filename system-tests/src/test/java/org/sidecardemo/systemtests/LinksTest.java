package org.sidecardemo.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** Every relative link of a Markdown file leads to a file or folder of the project, and its fragment to an anchor there. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|\\b(?:src|href)=\"([^\"]+)\"");
    private static final Pattern ABSOLUTE = Pattern.compile("[a-z]+:.*");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void relativeLinksResolve() throws IOException {
        List<Path> pages = pages();
        assertThat(pages).contains(Docs.README, Docs.PLAYER);
        List<Link> links = pages.stream().flatMap(LinksTest::links).toList();
        assertThat(links).isNotEmpty();
        assertThat(links).filteredOn(link -> !link.resolves()).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Docs.ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of(".git", "target")
                            .noneMatch(folder -> Docs.ROOT.relativize(file).toString().contains(folder + "/")))
                    .toList();
        }
    }

    private static Stream<Link> links(Path page) {
        return LINK.matcher(withoutCode(page)).results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(target -> !ABSOLUTE.matcher(target).matches())
                .map(target -> new Link(page, target));
    }

    private static String withoutCode(Path page) {
        try {
            return FENCED.matcher(Files.readString(page)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Link(Path page, String target) {

        boolean resolves() {
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
        }
    }

    /** Those that are set, and the one that a heading gets: its words in small letters, with hyphens between. */
    private static Set<String> anchors(Path page) {
        String text = withoutCode(page);
        return Stream.concat(groups(ANCHOR, text),
                groups(HEADING, text).map(heading -> heading.replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-')))
                .collect(toSet());
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }
}
