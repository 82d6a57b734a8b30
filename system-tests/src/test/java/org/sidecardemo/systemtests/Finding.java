package org.sidecardemo.systemtests;

import java.util.Locale;
import java.util.Optional;

/** What came of a {@link Torture}, in a few words; said once, when all of it has been asserted. */
final class Finding {

    private String text;

    void is(String format, Object... values) {
        text = String.format(Locale.ROOT, format, values);
    }

    Optional<String> text() {
        return Optional.ofNullable(text);
    }
}
