using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>
/// What an Event must be. Clients of core/v1 are held to little; those of events.k8s.io/v1 to what newer Events are.
/// Upstream: <c>pkg/apis/core/validation/events.go</c>. Paths are those of the core version.
/// </summary>
internal static class EventRules
{
    private const int LongestName = 128;
    private const int LongestNote = 1024;

    public static void Create(FieldErrors errors, MapValue e, bool isCore)
    {
        Legacy(errors, e, isCore);
        if (isCore)
        {
            return;
        }

        Name(errors, e);
        FinalizerRules.Check(errors, e);
        Series(errors, e);
        if (e["eventTime"].IsNullOrAbsent())
        {
            errors.Required(FieldPath.Of("eventTime"));
        }

        if (e.StringOrEmpty("type") is not ("Normal" or "Warning") and var type)
        {
            errors.Invalid(FieldPath.Of("type"), "", $"has invalid value: {type}");
        }

        var source = e.Map("source") ?? MapValue.Empty;
        Unset("firstTimestamp", !e["firstTimestamp"].IsNullOrAbsent());
        Unset("lastTimestamp", !e["lastTimestamp"].IsNullOrAbsent());
        Unset("count", (e.Integer("count") ?? 0) != 0);
        Unset("source", source.StringOrEmpty("component").Length + source.StringOrEmpty("host").Length > 0);

        void Unset(string member, bool isSet)
        {
            if (isSet)
            {
                errors.Invalid(FieldPath.Of(member), "", "needs to be unset");
            }
        }
    }

    /// <summary>The part that also Events of core/v1 are held to.</summary>
    public static void Legacy(FieldErrors errors, MapValue e, bool isCore)
    {
        var (space, about) = (e.StringAt("metadata", "namespace") ?? "", e.StringAt("involvedObject", "namespace") ?? "");
        var isNew = !e["eventTime"].IsNullOrAbsent();
        var agrees = about.Length > 0 ? isNew || about == space : space == "default" || (isNew ? space == "kube-system" : space.Length == 0);
        if (!agrees)
        {
            errors.Invalid(FieldPath.Of("involvedObject", "namespace"), about, "does not match event.namespace");
        }

        if (isNew)
        {
            Reporter(errors, e, FieldPath.Of(isCore ? "reportingComponent" : "reportingController"));
            Text(errors, e, "action", LongestName);
            Text(errors, e, "reason", LongestName);
            if (e.StringOrEmpty("message").Length > LongestNote)
            {
                TooLong(errors, "message", LongestNote);
            }
        }

        errors.Subdomain(FieldPath.Of("namespace"), space);
    }

    /// <summary>A series that is one.</summary>
    public static void Series(FieldErrors errors, MapValue e)
    {
        if (e.Map("series") is not { } series)
        {
            return;
        }

        if ((series.Integer("count") ?? 0) < 2)
        {
            errors.Invalid(FieldPath.Of("series.count"), "", "should be at least 2");
        }

        if (series["lastObservedTime"].IsNullOrAbsent())
        {
            errors.Required(FieldPath.Of("series.lastObservedTime"));
        }
    }

    private static void Name(FieldErrors errors, MapValue e)
    {
        if (e.StringAt("metadata", "generateName") is { Length: > 0 } prefix)
        {
            errors.Faults(FieldPath.Of("metadata", "generateName"), prefix, NameRules.CheckDns1123Subdomain(NameRules.MaskTrailingDash(prefix)));
        }

        errors.Subdomain(FieldPath.Of("metadata", "name"), e.StringAt("metadata", "name") ?? "");
    }

    private static void Reporter(FieldErrors errors, MapValue e, FieldPath path)
    {
        var controller = e.StringOrEmpty("reportingComponent");
        errors.Present(path, controller);
        errors.Faults(path, controller, NameRules.CheckQualifiedName(controller));
        Text(errors, e, "reportingInstance", LongestName);
    }

    private static void Text(FieldErrors errors, MapValue e, string member, int longest)
    {
        errors.Present(FieldPath.Of(member), e.StringOrEmpty(member));
        if (System.Text.Encoding.UTF8.GetByteCount(e.StringOrEmpty(member)) > longest)
        {
            TooLong(errors, member, longest);
        }
    }

    private static void TooLong(FieldErrors errors, string member, int longest) =>
        errors.Invalid(FieldPath.Of(member), "", $"can have at most {longest} characters");
}
