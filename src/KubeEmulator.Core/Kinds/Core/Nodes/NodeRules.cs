using System.Text.RegularExpressions;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What a Node must be. Upstream: <c>ValidateNode</c> in <c>pkg/apis/core/validation/validation.go</c>.</summary>
internal static partial class NodeRules
{
    private const int LongestFeature = 253;
    private static readonly FieldPath Metadata = FieldPath.Of("metadata");
    private static readonly FieldPath Status = FieldPath.Of("status");

    public static void Check(FieldErrors errors, MapValue node)
    {
        NodeAnnotationRules.Check(errors, node.Map("metadata")?.Map("annotations") ?? MapValue.Empty);
        Taints(errors, node);
        var status = node.Map("status") ?? MapValue.Empty;
        Resources(errors, status);
        if (status.Map("nodeInfo")?.Map("swap")?.Integer("capacity") is { } swap)
        {
            errors.Positive(Metadata.Child("nodeSwapStatus").Child("capacity"), swap);
        }

        Features(errors, status);
        PodCidrs(errors, node.Map("spec")?.List("podCIDRs"));
    }

    /// <summary>The taints of the spec; upstream reports them under metadata.</summary>
    public static void Taints(FieldErrors errors, MapValue node) =>
        TaintRules.Check(errors, Metadata.Child("taints"), node.Map("spec")?.List("taints"));

    /// <summary>Capacity and allocatable amounts.</summary>
    public static void Resources(FieldErrors errors, MapValue status)
    {
        foreach (var member in (ReadOnlySpan<string>)["capacity", "allocatable"])
        {
            foreach (var (resource, amount) in status.Map(member) ?? MapValue.Empty)
            {
                ResourceRules.Amount(errors, Status.Child(member).Child(resource), resource, Quantity.From(amount) ?? Quantity.Zero);
            }
        }
    }

    /// <summary>The features that a node says it has: sorted, each once.</summary>
    public static void Features(FieldErrors errors, MapValue status)
    {
        var features = status.Strings("declaredFeatures").ToArray();
        for (var i = 0; i < features.Length; i++)
        {
            var at = Status.Child("declaredFeatures").Index(i);
            if (features[i].Length > LongestFeature)
            {
                errors.Invalid(at, features[i], $"invalid feature name {GoText.Quote(features[i])}: must be no more than {LongestFeature} characters");
            }
            else if (!Feature().IsMatch(features[i]))
            {
                errors.Invalid(at, features[i], $"invalid feature name {GoText.Quote(features[i])}: must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes");
            }

            if (i + 1 < features.Length)
            {
                Ordered(errors, Status.Child("declaredFeatures").Index(i + 1), features[i], features[i + 1]);
            }
        }
    }

    private static void Ordered(FieldErrors errors, FieldPath path, string feature, string next)
    {
        if (feature == next)
        {
            errors.Duplicate(path, next);
        }
        else if (string.CompareOrdinal(feature, next) > 0)
        {
            errors.Invalid(path, next, "list must be sorted alphabetically");
        }
    }

    private static void PodCidrs(FieldErrors errors, ListValue? cidrs)
    {
        var path = FieldPath.Of("spec", "podCIDRs");
        var texts = cidrs?.OfType<StringValue>().Select(c => c.Text).ToArray() ?? [];
        for (var i = 0; i < texts.Length; i++)
        {
            IpRules.CheckLegacyCidr(errors, path.Index(i), texts[i]);
        }

        if (texts.Length > 1)
        {
            var parsed = texts.Select(CidrValue.Parse).ToArray();
            if (Array.FindIndex(parsed, p => p is null) is var bad and >= 0)
            {
                errors.Internal(path, $"invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[{bad}]: <nil> (invalid CIDR address: {texts[bad]})");
            }

            var dual = parsed.All(p => p is not null) && parsed.Any(p => p!.Value.Address.IsIPv4) && parsed.Any(p => !p!.Value.Address.IsIPv4);
            if (!dual || texts.Length > 2)
            {
                errors.Invalid(path, cidrs, "may specify no more than one CIDR for each IP family");
            }
        }
    }

    [GeneratedRegex(@"\A[A-Z][a-zA-Z0-9]*(/[a-zA-Z][a-zA-Z0-9]*)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Feature();
}
