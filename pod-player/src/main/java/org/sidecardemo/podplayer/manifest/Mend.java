package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What people can do about what the API server refuses, where its words don't tell and it is obvious.
 *
 * @param of the refusals that it mends
 * @param step what to do
 */
record Mend(Predicate<String> of, String step) {

    /** For a text that isn't YAML before it is rendered, or a value in it. */
    static final String TEMPLATE = "this is a template: render it first, by helm template for example";

    private static final List<Mend> MENDS = List.of(of("\\{\\{", TEMPLATE),
            of("\\$\\{?[A-Z_]+", "this is a variable: fill it in first, by envsubst for example"),
            of(": may not be set for init containers without restartPolicy=Always$",
                    "restartPolicy: Always makes it a sidecar, from 1.29 on"),
            of("^spec\\.selector: Required value$",
                    "give selector.matchLabels the labels of template.metadata"),
            of("`selector` does not match template `labels`$",
                    "give template.metadata.labels the labels of the selector"),
            of("`selector` not auto-generated$", "take it out: the Job gets a selector of its own"),
            of("controller-uid]: Invalid value: .*: must be '…'$", "take it out: the server adds it"),
            of("priority admission controller computed 0 ", "take it out, or name a PriorityClass instead"),
            of("\\.(volumeMounts\\[\\d+]\\.name|fileKeyRef\\.volumeName): Not found: ", "add the volume to volumes"),
            of(": cannot unmarshal (number|bool) into a field of type string$", "put the value in quotes"));

    /** What a whole text may be that isn't YAML: {@link Pattern#MULTILINE}. */
    private static final List<Mend> TEXTS = List.of(ofText("^[ -]*\\{\\{|: *\\{\\{|^ *\\{%", TEMPLATE),
            ofText("^<<<<<<< ", "resolve this conflict of git's first"),
            ofText("^\\s*<(!DOCTYPE|html)", "this is a web page: get the file itself, the raw one"),
            ofText("\\A\\s*(//|/\\*|\\{[\\s\\S]*?[\\s,{](//|/\\*))", "take the comments out: JSON has none"));

    /** The step for a text that isn't YAML; empty where there is none. */
    static String ofText(String text) {
        return first(TEXTS, text);
    }

    /** The step for a refusal; empty where there is none. */
    static String of(String refusal) {
        return first(MENDS, refusal);
    }

    private static String first(List<Mend> mends, String text) {
        return mends.stream().filter(mend -> mend.of.test(text)).findFirst().map(Mend::step).orElse("");
    }

    /** A refusal and its step, as {@link Finding#message} writes them. */
    static String with(String refusal, String step) {
        return step.isEmpty() ? refusal : refusal + " (mend: " + step + ")";
    }

    private static Mend ofText(String pattern, String step) {
        return new Mend(Pattern.compile(pattern, Pattern.MULTILINE).asPredicate(), step);
    }

    private static Mend of(String pattern, String step) {
        return new Mend(Pattern.compile(pattern).asPredicate(), step);
    }
}
