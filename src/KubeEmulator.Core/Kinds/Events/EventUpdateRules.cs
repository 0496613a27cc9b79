using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>What of an Event may change: through events.k8s.io/v1 only its series (core <c>ValidateEventUpdate</c>).</summary>
internal static class EventUpdateRules
{
    private const string Reference = "io.k8s.api.core.v1.ObjectReference";

    public static void Check(FieldErrors errors, WriteContext context, MapValue e, KubeObject old, bool isCore)
    {
        EventRules.Legacy(errors, e, isCore);
        if (isCore)
        {
            return;
        }

        ObjectMetaRules.Update(errors, context, e, old);
        if (!SemanticEquality.Equal(e["series"], old.Root["series"]))
        {
            EventRules.Series(errors, e);
        }

        Struct("involvedObject", Reference);
        Text("reason");
        Text("message");
        Struct("source", "io.k8s.api.core.v1.EventSource");
        Plain("firstTimestamp");
        Plain("lastTimestamp");
        if ((e.Integer("count") ?? 0) is var count && count != (old.Root.Integer("count") ?? 0))
        {
            errors.Invalid(FieldPath.Of("count"), count, FieldChecks.ImmutableText);
        }

        // Upstream looks at the reason twice.
        Text("reason");
        Text("type");
        Plain("eventTime");
        Text("action");
        Struct("related", Reference);
        Text("reportingController", "reportingComponent");
        Text("reportingInstance");

        void Text(string path, string? member = null) =>
            errors.Immutable(FieldPath.Of(path), e.StringOrEmpty(member ?? path), old.Root.StringOrEmpty(member ?? path));

        void Plain(string member) => errors.Immutable(FieldPath.Of(member), e[member], old.Root[member]);

        void Struct(string member, string type)
        {
            if (!SemanticEquality.Equal(e[member], old.Root[member]))
            {
                errors.InvalidText(FieldPath.Of(member), InternalText.Of(e[member], type), FieldChecks.ImmutableText);
            }
        }
    }
}
