package org.sidecardemo.podplayer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.junit.jupiter.api.Test;

/** The table of supported fields fits the model. */
class SupportedFieldsTest {

    /** Of the model, but without fields of the API's own. */
    private static final Set<String> VALUES = Set.of("IntOrString", "Quantity");
    private static final String MODEL = "io.fabric8.kubernetes.api.model.";

    private final SupportedFields supported = new SupportedFields();

    /** Every class that played fields lead to, by its simple name. */
    private Map<String, Class<?>> played() {
        Map<String, Class<?>> played = new HashMap<>();
        Stream.of(Pod.class, Job.class, CronJob.class, Deployment.class, StatefulSet.class, DaemonSet.class,
                ReplicaSet.class, ReplicationController.class).forEach(root -> walk(root, played));
        return played;
    }

    private void walk(Class<?> type, Map<String, Class<?>> played) {
        if (played.put(type.getSimpleName(), type) == null) {
            for (Field field : Binder.fields(type).values()) {
                Class<?> target = target(field.getGenericType());
                if (supported.plays(type.getSimpleName(), field.getName()) && target.getName().startsWith(MODEL)
                        && !VALUES.contains(target.getSimpleName())) {
                    walk(target, played);
                }
            }
        }
    }

    private static Class<?> target(Type type) {
        return type instanceof ParameterizedType generic
                ? target(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1])
                : (Class<?>) type;
    }

    /** A played field of a class without lines in the table would be ignored below: there is none. */
    @Test
    void everyPlayedClassHasLines() {
        assertThat(supported.classes()).containsExactlyInAnyOrderElementsOf(played().keySet());
    }

    /** The table names no field that the model doesn't have. */
    @Test
    void everyFieldExists() {
        Map<String, Class<?>> played = played();
        assertThat(supported.fields()).allSatisfy(name -> {
            int dot = name.indexOf('.');
            assertThat(Binder.fields(played.get(name.substring(0, dot)))).containsKey(name.substring(dot + 1));
        });
    }

    /** Each step is about a field of the model that isn't played, or only with some values. */
    @Test
    void everyNextStepIsNeeded() {
        Map<String, Class<?>> played = played();
        assertThat(NextSteps.fields()).allSatisfy(name -> {
            int dot = name.indexOf('.');
            assertThat(Binder.fields(played.get(name.substring(0, dot)))).containsKey(name.substring(dot + 1));
            assertThat(supported.plays(name.substring(0, dot), name.substring(dot + 1))).isFalse();
        });
    }

    /** The names of the model's Java fields are those of the API, on which the binding relies. */
    @Test
    void fieldsBearTheApisNames() {
        assertThat(played().values()).allSatisfy(type -> assertThat(Binder.fields(type).values())
                .allSatisfy(field -> assertThat(field.getAnnotation(JsonProperty.class).value())
                        .isEqualTo(field.getName())));
    }
}
