using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/apps/controllerrevision/strategy.go</c>.</summary>
internal sealed class ControllerRevisionBehavior : KindBehavior
{
    private static readonly FieldPath Data = FieldPath.Of("data");

    public override TableColumns Columns { get; } = new ControllerRevisionColumns();

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        errors.NonNegative(FieldPath.Of("revision"), document.Integer("revision"));
        if (document["data"].IsNullOrAbsent())
        {
            errors.Required(Data, "data is mandatory");
        }
        else if (document["data"] is not MapValue)
        {
            errors.Required(Data, "data must be a valid JSON object");
        }
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        ObjectMetaRules.AsNew(errors, context, document);
        errors.NonNegative(FieldPath.Of("revision"), document.Integer("revision"));
        errors.Immutable(Data, document["data"], old.Root["data"]);
    }

    private sealed class ControllerRevisionColumns : TableColumns
    {
        public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
        {
            var controller = stored.Metadata.Controller is { } owner ? OwnerText(owner) : "<none>";
            return [stored.Name, controller, stored.Root.Integer("revision") ?? 0, Kinds.Cells.Age(stored, now)];
        }

        private static string OwnerText(OwnerReference owner) =>
            owner.ApiVersion.Split('/') is [var group, _] ? $"{owner.Kind.ToLowerInvariant()}.{group}/{owner.Name}" : $"{owner.Kind.ToLowerInvariant()}/{owner.Name}";
    }
}
