using BenchmarkDotNet.Attributes;
using KubeEmulator.Expressions;
using KubeEmulator.Values;

namespace KubeEmulator.Benchmarks.Expressions;

/// <summary>What compiling and evaluating typical rules cost.</summary>
public class RuleBenchmarks
{
    private static readonly Value Document = Value.Parse("""
        {"spec":{"replicas":3,"minReplicas":1,"maxReplicas":5,"containers":[{"name":"web","image":"registry.example.com/web:1"},{"name":"log","image":"registry.example.com/log:2"}]}}
        """);

    private static readonly CelEnvironment Environment = CelKubernetes.Environment.WithVariables(("self", CelType.Dyn));
    private readonly CelProgram _compare = Program("self.spec.minReplicas <= self.spec.replicas && self.spec.replicas <= self.spec.maxReplicas");
    private readonly CelProgram _all = Program("self.spec.containers.all(c, c.image.startsWith('registry.example.com/') && c.name.matches('^[a-z]+$'))");
    private readonly CelValue _self = CelConversion.FromJson(Document, CelType.Dyn);

    [Benchmark]
    public bool Compare() => _compare.Evaluate(new CelActivation().Set("self", _self)).IsTrue;

    [Benchmark]
    public bool All() => _all.Evaluate(new CelActivation().Set("self", _self)).IsTrue;

    [Benchmark]
    public object Compile() => Program("self.spec.minReplicas <= self.spec.replicas && self.spec.replicas <= self.spec.maxReplicas");

    private static CelProgram Program(string text) => Environment.Compile(text).Program!;
}
