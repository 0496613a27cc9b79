using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

switch (args)
{
    case ["load", .. var rest]:
        return await KubeEmulator.Benchmarks.Load.LoadCommand.RunAsync(rest);
    case ["floor", .. var rest]:
        return await KubeEmulator.Benchmarks.Load.FloorCommand.RunAsync(rest);
    case ["streams", .. var rest]:
        return await KubeEmulator.Benchmarks.Streams.StreamsCommand.RunAsync(rest);
    case ["pipeline", .. var rest]:
        return await KubeEmulator.Benchmarks.Pipeline.PipelineCommand.RunAsync(rest);
    case ["clusters", .. var rest]:
        return await KubeEmulator.Benchmarks.Clusters.ClustersCommand.RunAsync(rest);
    case ["weigh", .. var rest]:
        return await KubeEmulator.Benchmarks.Weight.WeighCommand.RunAsync(rest);
    case ["gets", .. var rest]:
        return await KubeEmulator.Benchmarks.Load.FloorRun.RunAsync(rest);
    case ["start", .. var rest]:
        return await KubeEmulator.Benchmarks.Start.StartCommand.RunAsync(rest);
    case ["simulate", .. var rest]:
        return await KubeEmulator.Benchmarks.Simulation.SimulateCommand.RunAsync(rest);
}

// dotnet run -c Release --project tests/KubeEmulator.Benchmarks -- --filter '*Store*'
// In process, because the generated project of the usual tool chain knows nothing of central package versions.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Job, Column.Gen0, Column.Gen1, Column.Gen2);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
