using System.Runtime.ExceptionServices;

namespace WallboxMqtt.Tests.Unit.Threads;

/// <summary>Threads that go through the same states one after the other, each with its own operation.</summary>
internal sealed class Meeting<T>
    where T : class
{
    // A thread that others wait for may not run at all just now: then they go on without it.
    private const int LongestWait = 300;

    private readonly Action<T, Draw>[] _operations;
    private readonly Draw[] _draws;

    // The state that each thread is at, of those it ever had.
    private readonly int[] _at;
    private T[] _states = [];
    private int _begun;
    private bool _closed;
    private ExceptionDispatchInfo? _fault;

    internal Meeting(Action<T, Draw>[] operations)
    {
        (_operations, _at) = (operations, new int[operations.Length]);
        _draws = [.. Enumerable.Range(0, operations.Length).Select(place => new Draw(place))];
        for (var place = 1; place < operations.Length; place++)
        {
            var own = place;
            new Thread(() => Attend(own)) { IsBackground = true }.Start();
        }
    }

    /// <summary>Returns when all operations have ended for all states.</summary>
    internal void Hold(T[] states)
    {
        _states = states;
        var end = _begun + states.Length;
        Volatile.Write(ref _begun, end);
        Go(0, states, end);
        RealThreads.Until(() => AllReached(end), "an operation does not end");
        Volatile.Read(ref _fault)?.Throw();
    }

    /// <summary>Lets the threads end.</summary>
    internal void Close() => Volatile.Write(ref _closed, value: true);

    private bool AllReached(int least)
    {
        for (var place = 0; place < _at.Length; place++)
        {
            if (Volatile.Read(ref _at[place]) < least)
                return false;
        }

        return true;
    }

    private void Attend(int place)
    {
        var spinner = default(SpinWait);
        while (!Volatile.Read(ref _closed))
        {
            var end = Volatile.Read(ref _begun);
            if (end == _at[place])
            {
                spinner.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            Go(place, _states, end);
            spinner.Reset();
        }
    }

    private void Go(int place, T[] states, int end)
    {
        var first = end - states.Length;
        for (var index = 0; index < states.Length; index++)
        {
            Volatile.Write(ref _at[place], first + index);
            for (var wait = 0; wait < LongestWait && !AllReached(first + index); wait++)
                Thread.SpinWait(1);
            try
            {
                _draws[place].Pause();
                _operations[place](states[index], _draws[place]);
            }
            catch (Exception fault)
            {
                Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
            }
        }

        Volatile.Write(ref _at[place], end);
    }
}
