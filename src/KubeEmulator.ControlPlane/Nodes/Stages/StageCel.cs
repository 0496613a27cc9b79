using KubeEmulator.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Nodes.Stages;

/// <summary>CEL in Stages: the object is <c>self</c>, of no declared type.</summary>
internal static class StageCel
{
    private static readonly CelEnvironment Environment = CelKubernetes.Environment.WithVariables(("self", CelType.Dyn));

    public static CelCompilation Compile(string text) => CelCompilation.Of(text, Environment);

    public static ICelActivation Self(MapValue document) => new CelActivation().Set("self", CelConversion.FromJson(document, CelType.Dyn));
}
