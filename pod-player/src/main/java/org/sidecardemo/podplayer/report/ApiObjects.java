package org.sidecardemo.podplayer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesListBuilder;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/** Jobs, pods and events as {@code kubectl get -o} prints them: one List, status included. */
public final class ApiObjects {

    public enum Format {
        JSON, YAML
    }

    private ApiObjects() {}

    /** Each recording's Job, if it has one, then its pods, then their events; ends with a line feed. */
    public static String of(List<Recording> recordings, Format format) {
        var items = new ArrayList<HasMetadata>();
        for (var recording : recordings) {
            recording.job().ifPresent(items::add);
            items.addAll(recording.pods());
            items.addAll(ApiEvents.of(recording));
        }
        var list = new KubernetesListBuilder().withItems(items).build();
        return switch (format) {
            case JSON -> Json.of(list);
            case YAML -> {
                // what isn't ASCII is escaped: some of it deceives, and this writer can't tell which
                var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setUseUnicodeEncoding(false)
                        .build();
                yield new Dump(settings, new QuotingRepresenter(settings))
                        .dumpToString(
                                new ObjectMapper().convertValue(list, new TypeReference<Map<String, Object>>() {}));
            }
        };
    }

    /** Quotes the strings that YAML 1.1, which kubectl and most tools read, takes for booleans, numbers or times. */
    private static final class QuotingRepresenter extends StandardRepresenter {

        private static final Pattern NO_STRING = Pattern.compile("[-+.\\d].*|(?i:y|n|yes|no|on|off|true|false|null)");

        QuotingRepresenter(DumpSettings settings) {
            super(settings);
            var plain = representers.get(String.class);
            representers.put(String.class, data -> NO_STRING.matcher((String) data).matches()
                    ? representScalar(Tag.STR, (String) data, ScalarStyle.DOUBLE_QUOTED)
                    : plain.representData(data));
        }
    }
}
