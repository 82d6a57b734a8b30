package org.sidecardemo.podplayer.manifest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodResourceClaim;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.WindowsSecurityContextOptions;
import io.fabric8.kubernetes.api.model.batch.v1.SuccessPolicy;

/** Whole objects in the API server's messages: all fields of its own types, which bear no names of the API. */
final class GoText {

    private GoText() {}

    static String of(SecurityContext context) {
        return object(field("Capabilities", context.getCapabilities(), GoText::of),
                field("Privileged", context.getPrivileged()),
                field("SELinuxOptions", context.getSeLinuxOptions(), GoText::of),
                field("WindowsOptions", context.getWindowsOptions(), GoText::of),
                field("RunAsUser", context.getRunAsUser()), field("RunAsGroup", context.getRunAsGroup()),
                field("RunAsNonRoot", context.getRunAsNonRoot()),
                field("ReadOnlyRootFilesystem", context.getReadOnlyRootFilesystem()),
                field("AllowPrivilegeEscalation", context.getAllowPrivilegeEscalation()),
                field("ProcMount", context.getProcMount()),
                field("SeccompProfile", context.getSeccompProfile(), GoText::of),
                field("AppArmorProfile", context.getAppArmorProfile(), GoText::of));
    }

    static String of(PodResourceClaim claim) {
        return object(field("Name", orEmpty(claim.getName())), field("ResourceClaimName", claim.getResourceClaimName()),
                field("ResourceClaimTemplateName", claim.getResourceClaimTemplateName()));
    }

    static String of(SuccessPolicy policy) {
        return object(field("Rules", policy.getRules(), rules -> rules.stream()
                .map(rule -> object(field("SucceededIndexes", rule.getSucceededIndexes()),
                        field("SucceededCount", rule.getSucceededCount())))
                .collect(Collectors.joining(",", "[", "]"))));
    }

    private static String of(Capabilities capabilities) {
        return object(list("Add", capabilities.getAdd()), list("Drop", capabilities.getDrop()));
    }

    private static String of(SELinuxOptions options) {
        return object(field("User", orEmpty(options.getUser())), field("Role", orEmpty(options.getRole())),
                field("Type", orEmpty(options.getType())), field("Level", orEmpty(options.getLevel())));
    }

    private static String of(WindowsSecurityContextOptions options) {
        return object(field("GMSACredentialSpecName", options.getGmsaCredentialSpecName()),
                field("GMSACredentialSpec", options.getGmsaCredentialSpec()),
                field("RunAsUserName", options.getRunAsUserName()), field("HostProcess", options.getHostProcess()));
    }

    static String of(SeccompProfile profile) {
        return object(field("Type", orEmpty(profile.getType())),
                field("LocalhostProfile", profile.getLocalhostProfile()));
    }

    private static String of(AppArmorProfile profile) {
        return object(field("Type", orEmpty(profile.getType())),
                field("LocalhostProfile", profile.getLocalhostProfile()));
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String object(String... fields) {
        return "{" + String.join(",", fields) + "}";
    }

    private static String list(String name, List<String> values) {
        return field(name, values.isEmpty() ? null : values, given -> given.stream().map(Findings::shown)
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static String field(String name, Object value) {
        return field(name, value, Findings::shown);
    }

    private static <T> String field(String name, T value, Function<? super T, String> text) {
        return '"' + name + "\":" + Optional.ofNullable(value).map(text).orElse("null");
    }
}
