namespace KubeEmulator.Benchmarks.Simulation;

/// <summary>One figure of a simulated cluster.</summary>
/// <param name="What">What was done.</param>
/// <param name="Aim">What was aimed at; empty where nothing was.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Processor">Processor seconds of the whole process meanwhile; 0 where that says nothing.</param>
/// <param name="Paused">Seconds for which everything stood still for the garbage collector.</param>
/// <param name="Allocated">Bytes allocated per item (pod, node, object); 0 where that says nothing.</param>
internal sealed record SimulationRow(string What, string Aim, double Value, string Unit, double Processor = 0, double Paused = 0, double Allocated = 0);
