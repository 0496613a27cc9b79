using KubeEmulator.Api;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Kinds;

/// <summary>PriorityLevelConfigurations. Upstream: <c>pkg/registry/flowcontrol/prioritylevelconfiguration</c>, <c>pkg/apis/flowcontrol/v1/defaults.go</c>.</summary>
internal sealed class PriorityLevelConfigurationBehavior : SpecStatusBehavior
{
    public override TableColumns Columns => PriorityLevelColumns.Instance;

    public override bool TracksGeneration => true;

    protected override bool StatusKeepsMetadata => true;

    protected override SubresourceBehavior StatusWrites { get; } = new FlowStatus();

    public override MapValue Default(MapValue document, string version) => document.EditMap("spec", spec => spec
        .EditMap("exempt", exempt => exempt.WithDefault("nominalConcurrencyShares", 0).WithDefault("lendablePercent", 0))
        .EditMap("limited", limited => limited
            .WithDefault("nominalConcurrencyShares", 30)
            .WithDefault("lendablePercent", 0)
            .EditMap("limitResponse", response => response.EditMap("queuing", queuing =>
                NonZero(NonZero(NonZero(queuing, "queues", 64), "handSize", 8), "queueLengthLimit", 50)))));

    private static MapValue NonZero(MapValue map, string member, int value) => (map.Integer(member) ?? 0) == 0 ? map.With(member, value) : map;

    public override void Validate(WriteContext context, MapValue document, FieldErrors errors) => PriorityLevelRules.Check(errors, document);

    public override void ValidateUpdate(WriteContext context, MapValue document, KubeObject old, FieldErrors errors)
    {
        ObjectMetaRules.AsNewPlainly(errors, context, document);
        Validate(context, document, errors);
    }

    public override ValueTask CommittedAsync(ClusterServices services, ObjectKey key, KubeObject? stored) => DanglingCondition.NoteAllAsync(services, key.Name);
}
