/**
 * Words of one meaning, each line one meaning: our names, then those that
 * people bring from PyTorch, JAX, scikit-learn, SciPy, Julia and MATLAB. In
 * lower case and without underscores.
 */
const meanings: readonly {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}[] = [
  "learningrate | lr eta η stepsize rate",
  "steps maxsteps iterations maxiterations maxproducts | iteration maxiter niter numsteps numiterations nsteps epochs numepochs epoch",
  "method solver | optimizer optimiser algorithm alg algo minimizer",
  "schedule | lrschedule learningrateschedule scheduler lrscheduler",
  "batchsize | batch minibatch minibatchsize",
  "relativetolerance | rtol reltol tolerance tol",
  "absolutetolerance | atol abstol tolerance tol",
  "gradientnorm | gtol gradtol tolgrad gradienttolerance tol",
  "maxseconds | maxtime timeout timelimit seconds walltime",
  "until | tend tmax tfinal endtime tstop",
  "start | tstart t0 begin",
  "initialstep | dt0 h0 firststep",
  "stepsize | dt h",
  "timescale | timescales τ tau",
  "seed | randomseed randomstate rng key",
  "scheme | initializer initialization init",
  "samples | n nsamples numsamples count size",
  "noise | noisestd sigma σ std",
  "loss | lossfunction lossfn criterion cost objective",
  "penalties | penalty regularization regularizer regularizers",
  "activation | activationfunction nonlinearity act",
  "bias | biases usebias",
  "width | units neurons hidden size outfeatures",
  "layers | hiddenlayers",
  "inputs | x features xs infeatures inputdim",
  "targets target | y ys outputs",
  "labels | classes y",
  "weights | sampleweight sampleweights weight",
  "testshare | testsize testfraction testsplit split",
  "standardize | normalize normalise standardise scale",
  "β1 | beta1 betas",
  "β2 | beta2 betas",
  "ε | eps epsilon",
  "λ weightdecay | lambda lam strength l2",
  "γ | gamma decay",
  "alpha | α slope negativeslope",
  "β | momentum μ mu beta",
  "resolution | gridsize points samples n steps",
  "extent | range radius distance span",
  "points | n npoints maxpoints saveat resolution",
  "end | which side",
  "signal | abort abortsignal cancel",
  "onprogress | progress callback onstep",
  "refine | refinement polish",
  "discrete | descent",
  "patience | earlystopping",
  "min | minimum low from lower",
  "max | maximum high to upper",
  "value | default initial initialvalue selected",
  "step | increment stepsize",
  "title | caption heading name",
  "size | workers threads nthreads cores njobs concurrency",
  "backend | device engine",
  "identity | linear none id",
  "silu | swish sil",
  "sigmoid | logistic expit",
  "relu | rectifier rectified",
  "leakyrelu | lrelu",
  "normalcdf | phi φ",
  "meansquarederror | mse mseloss squarederror l2",
  "logistic | binarycrossentropy bce bceloss bcewithlogits bcewithlogitsloss logloss",
  "crossentropy | crossentropyloss categoricalcrossentropy nll nllloss",
  "huber | huberloss smoothl1 smoothl1loss",
].map((line) => {
  const [ours, theirs] = line.split(" | ").map((words) => words.split(" "));
  return { ours, theirs };
});

/**
 * Whether a word means one of our names: up to case and underscores, or as a
 * synonym.
 */
export function sameMeaning(word: string, name: string): boolean {
  const [x, y] = [plain(word), plain(name)];
  return x === y ||
    meanings.some(({ ours, theirs }) =>
      ours.includes(y) && (ours.includes(x) || theirs.includes(x))
    );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}
