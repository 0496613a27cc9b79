namespace KubeEmulator.Nodes.Containers.Programs;

/// <summary>A program that is a delegate.</summary>
internal sealed class DelegateProgram(Func<ContainerContext, Task<int>> run, Func<ContainerContext, ExecRequest, Task<int>>? exec) : ContainerProgram
{
    public override Task<int> RunAsync(ContainerContext context) => run(context);

    public override Task<int> ExecAsync(ContainerContext context, ExecRequest request) => exec is null ? base.ExecAsync(context, request) : exec(context, request);
}
