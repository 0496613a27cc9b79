using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What a webhook configuration must be. A fault that an object had before rules were added does not block its updates.
/// Upstream: <c>pkg/apis/admissionregistration/validation/validation.go</c>.
/// </summary>
internal static class WebhookConfigurationRules
{
    private static readonly FieldPath Webhooks = FieldPath.Of("webhooks");
    private static readonly string[] Harmless = ["None", "NoneOnDryRun"];

    public static void Check(FieldErrors errors, MapValue document, MapValue? old, bool mutating)
    {
        MapValue[]? before = old is null ? null : [.. old.Maps("webhooks")];
        var strictNames = before is null || before.Select(NameOf).Distinct(StringComparer.Ordinal).Count() == before.Length;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tolerance = new Tolerance(before, [.. document.Maps("webhooks")]);
        var index = 0;
        foreach (var webhook in document.Maps("webhooks"))
        {
            var path = Webhooks.Index(index++);
            Webhook(errors, path, webhook, tolerance, mutating);
            ReviewVersions(errors, path.Child("admissionReviewVersions"), [.. webhook.Strings("admissionReviewVersions")], tolerance.NeedsKnownVersion);
            if (strictNames && NameOf(webhook).Length > 0 && !names.Add(NameOf(webhook)))
            {
                errors.Duplicate(path.Child("name"), NameOf(webhook));
            }
        }
    }

    private static void Webhook(FieldErrors errors, FieldPath path, MapValue webhook, Tolerance tolerance, bool mutating)
    {
        Name(errors, path.Child("name"), NameOf(webhook));
        var index = 0;
        foreach (var rule in webhook.Maps("rules"))
        {
            AdmissionRuleRules.Rule(errors, path.Child("rules").Index(index++), rule);
        }

        Supported(errors, path, webhook, "failurePolicy", "Fail", "Ignore");
        Supported(errors, path, webhook, "matchPolicy", "Equivalent", "Exact");
        string[] allowed = tolerance.NeedsNoSideEffects ? Harmless : ["None", "NoneOnDryRun", "Some", "Unknown"];
        if (webhook.String("sideEffects") is null)
        {
            errors.Required(path.Child("sideEffects"), $"must specify one of {string.Join(", ", allowed)}");
        }

        Supported(errors, path, webhook, "sideEffects", allowed);
        if (webhook.Integer("timeoutSeconds") is { } seconds and (< 1 or > 30))
        {
            errors.Invalid(path.Child("timeoutSeconds"), seconds, "the timeout value must be between 1 and 30 seconds");
        }

        LabelSelectorRules.Check(errors, path.Child("namespaceSelector"), webhook.Map("namespaceSelector"), tolerance.AllowsInvalidValues);
        LabelSelectorRules.Check(errors, path.Child("objectSelector"), webhook.Map("objectSelector"), tolerance.AllowsInvalidValues);
        if (mutating)
        {
            Supported(errors, path, webhook, "reinvocationPolicy", "IfNeeded", "Never");
        }

        WebhookClientRules.Check(errors, path.Child("clientConfig"), webhook.Map("clientConfig") ?? MapValue.Empty);
        if (!tolerance.IgnoresConditions)
        {
            MatchConditionRules.Check(errors, path.Child("matchConditions"), webhook.List("matchConditions"), hasParams: false);
        }
    }

    // The name is a domain of three segments, so that nobody takes a neighbour's (IsFullyQualifiedName).
    private static void Name(FieldErrors errors, FieldPath path, string name)
    {
        if (!errors.Present(path, name))
        {
            return;
        }

        if (NameRules.CheckDns1123Subdomain(name) is { Count: > 0 } faults)
        {
            errors.Invalid(path, name, string.Join(',', faults));
        }
        else if (name.Count(c => c == '.') < 2)
        {
            errors.Invalid(path, name, "should be a domain with at least three segments separated by dots");
        }
    }

    private static void ReviewVersions(FieldErrors errors, FieldPath path, string[] versions, bool mustBeKnown)
    {
        if (versions.Length == 0)
        {
            errors.Required(path, "must specify one of v1, v1beta1");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < versions.Length; i++)
        {
            if (seen.Add(versions[i]))
            {
                errors.Faults(path.Index(i), versions[i], NameRules.CheckDns1035Label(versions[i]));
            }
            else
            {
                errors.Invalid(path.Index(i), versions[i], "duplicate version");
            }
        }

        if (mustBeKnown && !versions.Any(IsKnown))
        {
            errors.Invalid(path, ListValue.From(versions.Select(v => (Value)v)), "must include at least one of v1, v1beta1");
        }
    }

    private static void Supported(FieldErrors errors, FieldPath path, MapValue webhook, string member, params string[] supported)
    {
        if (webhook.String(member) is { } value)
        {
            errors.OneOf(path.Child(member), value, supported);
        }
    }

    private static string NameOf(MapValue webhook) => webhook.StringOrEmpty("name");

    private static bool IsKnown(string version) => version is "v1" or "v1beta1";

    private sealed class Tolerance(MapValue[]? before, MapValue[] now)
    {
        public bool NeedsNoSideEffects { get; } = before is null || Array.TrueForAll(before, w => Harmless.Contains(w.StringOrEmpty("sideEffects")));

        public bool NeedsKnownVersion { get; } =
            before is null || Array.TrueForAll(before, w => w.Strings("admissionReviewVersions").ToArray() is var versions && (versions.Length == 0 || versions.Any(IsKnown)));

        public bool AllowsInvalidValues { get; } = before is not null && Array.Exists(before, w => Faulty(w.Map("namespaceSelector")) || Faulty(w.Map("objectSelector")));

        public bool IgnoresConditions { get; } = before is not null && before.Length == now.Length
            && before.Zip(now).All(pair => SemanticEquality.Equal(pair.First["matchConditions"], pair.Second["matchConditions"]));

        private static bool Faulty(MapValue? selector)
        {
            var faults = new FieldErrors();
            LabelSelectorRules.Check(faults, Webhooks, selector);
            return faults.Count > 0;
        }
    }
}
