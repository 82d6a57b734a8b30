package org.sidecardemo.podplayer.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sentence that a play may hold, and what it means.
 *
 * @param words with CODE, SECONDS and RELEASE where numbers stand, and REASON for any words
 * @param meaning made of these numbers, in their order; a release is told by its minor version
 */
record Form<T>(String words, Pattern pattern, Function<List<Double>, T> meaning) {

    static <T> Form<T> of(String words, Function<List<Double>, T> meaning) {
        var pattern = Pattern.compile(words.replace("CODE", "(\\d{1,3})").replace("SECONDS", "(\\d+(?:\\.\\d+)?)")
                .replace("RELEASE", "1\\.(\\d{1,3})").replace("REASON", ".+"));
        return new Form<>(words, pattern, meaning);
    }

    /** Reads a text by the first of the forms that it has. */
    static <T> Optional<T> read(List<Form<T>> forms, String text) {
        return forms.stream().flatMap(form -> form.read(text).stream()).findFirst();
    }

    /** All of the forms, for a message. */
    static <T> String allowed(List<Form<T>> forms) {
        return forms.stream().map(Form::words).collect(Collectors.joining("; "));
    }

    private Optional<T> read(String text) {
        return Optional.of(pattern.matcher(text)).filter(Matcher::matches)
                .map(match -> meaning.apply(IntStream.rangeClosed(1, match.groupCount())
                        .mapToObj(group -> Double.valueOf(match.group(group))).toList()));
    }
}
