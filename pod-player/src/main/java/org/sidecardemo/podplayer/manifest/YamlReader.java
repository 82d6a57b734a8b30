package org.sidecardemo.podplayer.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import org.sidecardemo.podplayer.manifest.YamlNode.Mapping;
import org.sidecardemo.podplayer.manifest.YamlNode.Scalar;
import org.sidecardemo.podplayer.manifest.YamlNode.Sequence;

/** Composes the documents of a YAML text, within bounds that no honest manifest reaches. */
final class YamlReader {

    /** Levels of nesting; a Pod's deepest field has about 15. */
    static final int MAX_DEPTH = 64;
    /** Nodes of a document, each alias counted with all that it stands for, so that aliases can't multiply. */
    static final int MAX_NODES = 100_000;

    /** Of YAML or of its tags, which kubectl doesn't take. */
    private static final Pattern DIRECTIVE = Pattern.compile("^%[A-Z]+ ", Pattern.MULTILINE);

    /** The beginning of a document with more on its line than a comment, which kubectl doesn't take. */
    private static final Pattern SEPARATOR = Pattern.compile("^---[ \\t]*[^\\s#]", Pattern.MULTILINE);

    /** The escape that kubectl's YAML has and that of the standard hasn't. */
    private static final String ESCAPED_QUOTE = "\\'";
    /** Stands for it while it is read: a character that has no meaning of its own. */
    private static final String MARK = "\ue000";

    /** An escaped backslash, which a quote may follow, or an escaped quote. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\\\\\|\\\\'");

    private final String source;
    private final boolean marked;
    private final int linesBefore;
    private final Iterator<Event> events;
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private int nodes;
    private Event event;

    private YamlReader(String source, int linesBefore, String text) {
        this.source = source;
        this.linesBefore = linesBefore;
        this.marked = escapesQuotes(text);
        this.events = events(marked ? marked(text) : text).iterator();
    }

    private static Iterable<Event> events(String text) {
        return new Parse(LoadSettings.builder().setParseComments(false).build()).parseString(text);
    }

    /**
     * Reads YAML, or JSON, of which several objects may follow one another without anything between them.
     *
     * @param documents gets each document that isn't empty, in order; so no more than one is held in memory
     * @throws InvalidManifest where the text isn't YAML, or breaks a bound
     */
    static void read(String source, String text, Consumer<YamlNode> documents) throws InvalidManifest {
        refuse(source, text, DIRECTIVE, "a directive isn't taken", "take this line out");
        refuse(source, text, SEPARATOR, "after --- a line may have nothing but a comment", "break it after ---");
        int linesBefore = 0;
        try {
            for (String part : JsonText.objects(text)) {
                read(source, linesBefore, part, documents);
                linesBefore += lines(part);
            }
        } catch (InvalidManifest e) {
            String mend = Mend.ofText(text);
            throw new InvalidManifest(e.messages().stream().map(message -> Mend.with(message, mend)).toList());
        }
    }

    private static void refuse(String source, String text, Pattern pattern, String why, String step)
            throws InvalidManifest {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            throw refused(source, 1 + lines(text.substring(0, matcher.start())),
                    Mend.with("not a manifest: " + why, step));
        }
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /**
     * Whether the escape is used in a text in double quotes. Elsewhere a backslash before a quote is just that, and may be the
     * last character of a text in single quotes.
     */
    private static boolean escapesQuotes(String text) {
        if (!text.contains(ESCAPED_QUOTE) || text.contains(MARK)) {
            return false;
        }
        try {
            events(text).forEach(_ -> {});
            return false;
        } catch (MarkedYamlEngineException e) {
            return e.getProblem().startsWith("found unknown escape character '(39)");
        } catch (YamlEngineException _) {
            return false;
        }
    }

    private static void read(String source, int linesBefore, String text, Consumer<YamlNode> documents)
            throws InvalidManifest {
        try {
            new YamlReader(source, linesBefore, text).read(documents);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw refused(source, linesBefore + line, "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw refused(source, linesBefore + 1,
                    "not YAML: " + e.getMessage().lines().findFirst().orElse("unreadable"));
        }
    }

    private static InvalidManifest refused(String source, int line, String message) {
        return new InvalidManifest(List.of(source + ":" + line + ": " + message));
    }

    private void read(Consumer<YamlNode> documents) throws InvalidManifest {
        while (events.hasNext()) {
            if (next() instanceof DocumentStartEvent) {
                anchors.clear();
                nodes = 0;
                next();
                YamlNode document = node(0, line());
                if (!YamlNode.isNull(document)) {
                    documents.accept(document);
                }
            }
        }
    }

    private Event next() {
        event = events.next();
        return event;
    }

    private int line() {
        return linesBefore + event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** @param line of the key, for a value that has one: there people look for it */
    private YamlNode node(int depth, int line) throws InvalidManifest {
        if (depth > MAX_DEPTH) {
            throw refused(source, line(), "nested too deeply: may not be more than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            YamlNode target = anchors.get(alias.getAlias().getValue());
            if (target == null) {
                throw refused(source, line(), "not YAML: unknown anchor *" + alias.getAlias().getValue());
            }
            count(target.size());
            return target;
        }
        count(1);
        return switch (event.getEventId()) {
            case MappingStart -> mapping(depth, line);
            case SequenceStart -> sequence(depth, line);
            default -> scalar((ScalarEvent) event, line);
        };
    }

    private void count(int more) throws InvalidManifest {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw refused(source, line(), "too large: may not be more than " + MAX_NODES + " nodes, aliases resolved");
        }
    }

    private YamlNode sequence(int depth, int line) throws InvalidManifest {
        CollectionStartEvent start = (CollectionStartEvent) event;
        int size = 1;
        List<YamlNode> items = new ArrayList<>();
        while (next().getEventId() != Event.ID.SequenceEnd) {
            YamlNode item = node(depth + 1, line());
            items.add(item);
            size += item.size();
        }
        return anchored(start, new Sequence(line, size, items));
    }

    private YamlNode mapping(int depth, int line) throws InvalidManifest {
        MappingStartEvent start = (MappingStartEvent) event;
        int size = 1;
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Set<String> duplicates = new LinkedHashSet<>();
        List<YamlNode> merged = new ArrayList<>();
        while (next().getEventId() != Event.ID.MappingEnd) {
            int keyLine = line();
            boolean merge = event instanceof ScalarEvent key && key.isPlain() && key.getValue().equals("<<");
            String key = key(node(depth + 1, keyLine), keyLine);
            next();
            YamlNode value = node(depth + 1, keyLine);
            size += 1 + value.size();
            if (merge) {
                merged.add(value);
            } else if (entries.put(key, value) != null) {
                duplicates.add(key);
            }
        }
        for (YamlNode from : merged) {
            merge(from, entries);
        }
        return anchored(start, new Mapping(line, size, entries, duplicates));
    }

    /** {@code <<: *anchor}: what the mapping itself says goes first. */
    private void merge(YamlNode from, Map<String, YamlNode> entries) throws InvalidManifest {
        switch (from) {
            case Mapping mapping -> mapping.entries().forEach(entries::putIfAbsent);
            case Sequence sequence -> {
                for (YamlNode item : sequence.items()) {
                    merge(item, entries);
                }
            }
            case Scalar scalar -> throw refused(source, scalar.line(), "not YAML: map merge requires a map");
        }
    }

    private String key(YamlNode node, int line) throws InvalidManifest {
        if (node instanceof Scalar scalar && scalar.value() != null) {
            return scalar.value().toString();
        }
        throw refused(source, line, "not a manifest: a key must be a string");
    }

    private YamlNode scalar(ScalarEvent scalar, int line) throws InvalidManifest {
        return anchored(scalar, new Scalar(line, value(scalar)));
    }

    private static String marked(String text) {
        return ESCAPE.matcher(text).replaceAll(
                escape -> escape.group().equals(ESCAPED_QUOTE) ? MARK : Matcher.quoteReplacement(escape.group()));
    }

    private String text(ScalarEvent scalar) {
        String text = scalar.getValue();
        return marked
                ? text.replace(MARK, scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED ? "'" : ESCAPED_QUOTE)
                : text;
    }

    private Object value(ScalarEvent scalar) throws InvalidManifest {
        String text = text(scalar);
        Optional<String> tag = scalar.getTag();
        if (tag.isEmpty()) {
            return scalar.getScalarStyle() == ScalarStyle.PLAIN ? YamlScalars.resolve(text) : text;
        }
        return switch (tag.get()) {
            case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" ->
                YamlScalars.resolve(text);
            case "tag:yaml.org,2002:binary" -> throw refused(source, line(),
                    Mend.with("not a manifest: !!binary isn't taken",
                            "write it as a text, or as binaryData of a ConfigMap"));
            // a tag that nobody knows means nothing to kubectl
            default -> text;
        };
    }

    private YamlNode anchored(NodeEvent start, YamlNode node) {
        start.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), node));
        return node;
    }
}
