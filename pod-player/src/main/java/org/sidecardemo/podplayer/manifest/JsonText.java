package org.sidecardemo.podplayer.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** JSON where it isn't just YAML: several objects in one text, and a registry's credentials. */
final class JsonText {

    private static final String AT_AN_END = "unexpected end of JSON input";

    private JsonText() {}

    /**
     * Cuts a text after each JSON object, if it is nothing but such objects; else the whole is one piece. Source:
     * YAMLOrJSONDecoder of k8s.io/apimachinery.
     */
    static List<String> objects(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return List.of(text);
        }
        List<String> objects = new ArrayList<>();
        int end = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            while (parser.nextToken() != null) {
                if (!parser.isExpectedStartObjectToken()) {
                    return List.of(text);
                }
                parser.skipChildren();
                int next = (int) parser.currentLocation().getCharOffset();
                objects.add(text.substring(end, next));
                end = next;
            }
        } catch (JacksonException _) {
            return List.of(text);
        }
        return objects;
    }

    /**
     * Why bytes aren't one JSON object, mostly in Go's words; empty if they are. Source: json.Unmarshal of Go.
     */
    static Optional<String> refusal(byte[] json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return Optional.of(AT_AN_END);
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                return Optional.of("invalid character after top-level value");
            }
            return type(first).map(type -> "json: cannot unmarshal " + type
                    + " into Go value of type map[string]interface {}");
        } catch (UnexpectedEndOfInputException _) {
            return Optional.of(AT_AN_END);
        } catch (JacksonException _) {
            return Optional.of(beginsWell(json)
                    ? "invalid character in JSON"
                    : "invalid character '" + Findings.printable(first(json)) + "' looking for beginning of value");
        }
    }

    /** What isn't an object; a null is taken for an empty one. */
    private static Optional<String> type(JsonToken first) {
        return switch (first) {
            case START_OBJECT, VALUE_NULL -> Optional.empty();
            case START_ARRAY -> Optional.of("array");
            case VALUE_STRING -> Optional.of("string");
            case VALUE_TRUE, VALUE_FALSE -> Optional.of("bool");
            default -> Optional.of("number");
        };
    }

    private static boolean beginsWell(byte[] json) {
        return "{[\"-0123456789tfn".contains(first(json));
    }

    private static String first(byte[] json) {
        return new String(json, StandardCharsets.ISO_8859_1).strip().substring(0, 1);
    }
}
