using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary><c>pkg/registry/core/podtemplate/strategy.go</c>.</summary>
internal sealed class PodTemplateBehavior : KindBehavior
{
    private static readonly FieldPath Path = FieldPath.Of("template");

    public override bool TracksGeneration => true;

    public override bool ReturnsDeletedObject => true;

    public override TableColumns Columns { get; } = new PodTemplateColumns();

    public override MapValue Default(MapValue document, string version) =>
        document.With("template", PodSpecDefaults.Template(document.Map("template") ?? MapValue.Empty));

    public override MapValue PrepareForCreate(WriteContext context, MapValue document) => Dropped(document, null);

    public override MapValue PrepareForUpdate(WriteContext context, MapValue document, KubeObject old) => Dropped(document, old.Root.Map("template")?.Map("spec"));

    public override bool GenerationChanges(MapValue document, KubeObject old) => !SemanticEquality.Equal(document["template"], old.Root["template"]);

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors)
    {
        ObjectMetaRules.Create(errors, document);
        PodTemplateRules.Check(errors, Path, document.Map("template") ?? MapValue.Empty, PodRuleOptions.Strict);
    }

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.Update(errors, context, document, old);
        var stored = old.Root.Map("template") ?? MapValue.Empty;
        PodTemplateRules.Check(errors, Path, document.Map("template") ?? MapValue.Empty, StoredPodFaults.Options(stored.Map("metadata"), stored.Map("spec") ?? MapValue.Empty, isPod: false));
    }

    public override void Warn(WriteContext context, MapValue document, KubeObject? old, Action<string> warn)
    {
        if (old is null || GenerationChanges(document, old))
        {
            PodWarnings.Template(Path, document.Map("template") ?? MapValue.Empty, old?.Root.Map("template"), warn);
        }
    }

    private static MapValue Dropped(MapValue document, MapValue? old) =>
        document.EditMap("template", t => t.EditMap("spec", s => DroppedPodFields.Apply(s, old)));

    private sealed class PodTemplateColumns : TableColumns
    {
        public override IReadOnlyList<Value> Cells(KubeObject stored, DateTimeOffset now)
        {
            var template = stored.Root.Map("template") ?? MapValue.Empty;
            return
            [
                stored.Name,
                Kinds.Cells.ContainerNames(template.Map("spec")),
                Kinds.Cells.ContainerImages(template.Map("spec")),
                Kinds.Cells.Labels(template.Map("metadata")?.Map("labels")),
            ];
        }
    }
}
