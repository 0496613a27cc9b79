using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>Node labels that have newer names (<c>pkg/api/node/util.go</c>), and values that no node can have.</summary>
internal static class NodeLabelWarnings
{
    /// <summary>What to say about a node label; null where nothing.</summary>
    public static string? Deprecation(string key) => key switch
    {
        "beta.kubernetes.io/arch" => "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        "beta.kubernetes.io/os" => "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        "failure-domain.beta.kubernetes.io/region" => "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        "failure-domain.beta.kubernetes.io/zone" => "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        "beta.kubernetes.io/instance-type" => "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
        "app.kubernetes.io/created-by" => "deprecated since v1.9",
        "scheduler.alpha.kubernetes.io/preferAvoidPods" => "deprecated since v1.22; use Taints and Tolerations instead",
        "node-role.kubernetes.io/master" => "use \"node-role.kubernetes.io/control-plane\" instead",
        _ => null,
    };

    /// <summary>All that a pod spec says about nodes.</summary>
    public static void Check(FieldPath path, MapValue spec, Action<string> warn)
    {
        foreach (var key in (spec.Map("nodeSelector") ?? MapValue.Empty).Keys)
        {
            if (Deprecation(key) is { } message)
            {
                warn($"{path.Child("nodeSelector").Key(key)}: {message}");
            }
        }

        Affinity(path.Child("affinity").Child("nodeAffinity"), spec.Map("affinity")?.Map("nodeAffinity") ?? MapValue.Empty, warn);
        var index = 0;
        foreach (var constraint in spec.Maps("topologySpreadConstraints"))
        {
            var at = path.Child("topologySpreadConstraints").Index(index++);
            var key = constraint.StringOrEmpty("topologyKey");
            if (Deprecation(key) is { } message)
            {
                warn($"{at.Child("topologyKey")}: {key} is {message}");
            }

            if (constraint.Map("labelSelector") is null)
            {
                warn($"{at.Child("labelSelector")}: a null labelSelector results in matching no pod");
            }
        }
    }

    /// <summary>One term of a node selector.</summary>
    public static void Term(FieldPath path, MapValue term, bool checkValues, Action<string> warn)
    {
        var index = 0;
        foreach (var expression in term.Maps("matchExpressions"))
        {
            var at = path.Child("matchExpressions").Index(index++);
            var key = expression.StringOrEmpty("key");
            if (Deprecation(key) is { } message)
            {
                warn($"{at.Child("key")}: {key} is {message}");
            }

            var value = 0;
            foreach (var text in checkValues ? expression.Strings("values") : [])
            {
                foreach (var fault in NameRules.CheckLabelValue(text))
                {
                    warn($"{at.Child("values").Index(value)}: {text} is invalid, {fault}");
                }

                value++;
            }
        }
    }

    private static void Affinity(FieldPath path, MapValue affinity, Action<string> warn)
    {
        const string required = "requiredDuringSchedulingIgnoredDuringExecution";
        const string preferred = "preferredDuringSchedulingIgnoredDuringExecution";
        var index = 0;
        foreach (var term in affinity.Map(required)?.Maps("nodeSelectorTerms") ?? [])
        {
            Term(path.Child(required).Child("nodeSelectorTerms").Index(index++), term, checkValues: false, warn);
        }

        index = 0;
        foreach (var term in affinity.Maps(preferred))
        {
            Term(path.Child(preferred).Index(index++).Child("preference"), term.Map("preference") ?? MapValue.Empty, checkValues: true, warn);
        }
    }
}
