// The one door between .NET and libtorch. Every ATen operator is reached by name through the dispatcher's
// boxed call; the rest is what the dispatcher does not offer: autograd, generators, modes, raw bytes.
// Only API that libtorch 1.13 and 2.x share is used, so one source serves Debian's CPU build and CUDA wheels.
#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/version.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

enum Tag : int32_t {
  None, TensorTag, Int, Double, Bool, String, IntList, DoubleList, TensorList, BoolList, DeviceTag, GeneratorTag,
};

struct Value {
  int32_t tag;
  int32_t length;  // of a string or list; device index of a device
  union {
    int64_t i;
    double d;
    void* p;
  };
};

// What the operator's schema wants at one place, worked out once per operator.
struct Parameter {
  c10::TypeKind kind;
  c10::TypeKind element;
  bool optional;
  bool elementOptional;
  bool scalarType;  // an int to the dispatcher, but one that indexes tables unchecked
  int32_t repeat;  // N of int[N]: a single number stands for N equal ones; 0 otherwise
};

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Parameter> parameters;
};

thread_local std::string lastError;

template <class F>
int32_t guarded(F&& body) noexcept {
  try {
    body();
    return 0;
  } catch (const c10::Error& e) {
    lastError = e.what_without_backtrace();
  } catch (const std::exception& e) {
    lastError = e.what();
  } catch (...) {
    lastError = "unknown C++ exception";
  }
  return 1;
}

at::Tensor borrow(void* handle) {
  if (handle == nullptr) return at::Tensor();
  auto* impl = static_cast<c10::TensorImpl*>(handle);
  c10::raw::intrusive_ptr::incref(impl);
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl));
}

// Only strided tensors pass: what the door tells of a tensor without a guard cannot fail for these.
void* give(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  if (tensor.layout() != c10::kStrided) throw std::invalid_argument("a tensor that is not strided");
  return tensor.unsafeReleaseTensorImpl();
}

std::vector<at::Tensor> borrowAll(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t k = 0; k < count; ++k) tensors.push_back(borrow(handles[k]));
  return tensors;
}

// libtorch checks neither number outside of debug builds
c10::Device device(int32_t type, int32_t index) {
  if (type < 0 || type >= c10::COMPILE_TIME_MAX_DEVICE_TYPES) throw std::invalid_argument("there is no such kind of device");
  if (index < -1 || index > INT8_MAX) throw std::invalid_argument("there is no such device index");
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

c10::TypeKind kindOf(c10::TypePtr type) {
  if (type->kind() == c10::TypeKind::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
  return type->kind();
}

Parameter describe(const c10::Argument& argument) {
  Parameter p{};
  p.scalarType = kindOf(argument.real_type()) == c10::TypeKind::ScalarTypeType;
  c10::TypePtr type = argument.type();
  if (type->kind() == c10::TypeKind::OptionalType) {
    p.optional = true;
    type = type->castRaw<c10::OptionalType>()->getElementType();
  }
  p.kind = type->kind();
  if (p.kind == c10::TypeKind::ListType) {
    c10::TypePtr element = type->castRaw<c10::ListType>()->getElementType();
    if (element->kind() == c10::TypeKind::OptionalType) {
      p.elementOptional = true;
      element = element->castRaw<c10::OptionalType>()->getElementType();
    }
    p.element = element->kind();
    if (argument.N()) p.repeat = *argument.N();
  }
  return p;
}

double number(const Value& v) { return v.tag == Double ? v.d : static_cast<double>(v.i); }

bool isNumber(const Value& v) { return v.tag == Int || v.tag == Double || v.tag == Bool; }

[[noreturn]] void mismatch(const c10::Argument& a) {
  throw std::invalid_argument("argument '" + a.name() + "' must be " + a.real_type()->str());
}

c10::IValue convertList(const Value& v, const Parameter& p, const c10::Argument& a) {
  switch (p.element) {
    case c10::TypeKind::IntType: {
      c10::List<int64_t> list;
      if (v.tag == IntList) {
        const auto* data = static_cast<const int64_t*>(v.p);
        list.reserve(v.length);
        for (int32_t k = 0; k < v.length; ++k) list.push_back(data[k]);
      } else if (v.tag == Int && p.repeat > 0) {
        for (int32_t k = 0; k < p.repeat; ++k) list.push_back(v.i);
      } else {
        mismatch(a);
      }
      return list;
    }
    case c10::TypeKind::FloatType:
    case c10::TypeKind::NumberType: {
      if (v.tag != DoubleList && v.tag != IntList) mismatch(a);
      c10::impl::GenericList numbers(c10::NumberType::get());
      c10::List<double> floats;
      for (int32_t k = 0; k < v.length; ++k) {
        double d = v.tag == DoubleList ? static_cast<const double*>(v.p)[k]
                                       : static_cast<double>(static_cast<const int64_t*>(v.p)[k]);
        if (p.element == c10::TypeKind::FloatType) floats.push_back(d);
        else numbers.push_back(c10::IValue(d));
      }
      if (p.element == c10::TypeKind::FloatType) return floats;
      return numbers;
    }
    case c10::TypeKind::BoolType: {
      if (v.tag != BoolList) mismatch(a);
      c10::List<bool> list;
      for (int32_t k = 0; k < v.length; ++k) list.push_back(static_cast<const uint8_t*>(v.p)[k] != 0);
      return list;
    }
    case c10::TypeKind::TensorType: {
      if (v.tag != TensorList) mismatch(a);
      auto* handles = static_cast<void**>(v.p);
      if (p.elementOptional) {
        c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
        for (int32_t k = 0; k < v.length; ++k)
          list.push_back(handles[k] == nullptr ? c10::IValue() : c10::IValue(borrow(handles[k])));
        return list;
      }
      c10::List<at::Tensor> list;
      list.reserve(v.length);
      for (int32_t k = 0; k < v.length; ++k) {
        if (handles[k] == nullptr) mismatch(a);
        list.push_back(borrow(handles[k]));
      }
      return list;
    }
    default:
      mismatch(a);
  }
}

c10::IValue convert(const Value& v, const Parameter& p, const c10::Argument& a) {
  if (v.tag == None) {
    if (!p.optional) mismatch(a);  // kernels take an undefined tensor on trust
    return c10::IValue();
  }
  switch (p.kind) {
    case c10::TypeKind::TensorType:
      if (v.tag != TensorTag) mismatch(a);
      return borrow(v.p);
    case c10::TypeKind::NumberType:
      if (v.tag == Int) return v.i;
      if (v.tag == Double) return v.d;
      if (v.tag == Bool) return v.i != 0;
      mismatch(a);
    case c10::TypeKind::FloatType:
      if (!isNumber(v)) mismatch(a);
      return number(v);
    case c10::TypeKind::BoolType:
      if (v.tag != Int && v.tag != Bool) mismatch(a);
      return v.i != 0;
    case c10::TypeKind::StringType:
      if (v.tag != String) mismatch(a);
      return std::string(static_cast<const char*>(v.p), v.length);
    case c10::TypeKind::DeviceObjType:
      if (v.tag != DeviceTag) mismatch(a);
      return device(static_cast<int32_t>(v.i), v.length);
    case c10::TypeKind::GeneratorType:
      if (v.tag != GeneratorTag) mismatch(a);
      return *static_cast<at::Generator*>(v.p);
    case c10::TypeKind::ListType:
      return convertList(v, p, a);
    default:  // int, and the enumerations that boxed calls carry as int (dtype, layout, memory format)
      if (v.tag != Int && v.tag != Bool) mismatch(a);
      if (p.scalarType && (v.i < 0 || v.i >= static_cast<int64_t>(c10::ScalarType::Undefined))) mismatch(a);
      return v.i;
  }
}

void giveResult(const c10::IValue& value, Value& out) {
  out.length = 0;
  if (value.isTensor()) {
    out.tag = TensorTag;
    out.p = give(value.toTensor());
  } else if (value.isInt()) {
    out.tag = Int;
    out.i = value.toInt();
  } else if (value.isDouble()) {
    out.tag = Double;
    out.d = value.toDouble();
  } else if (value.isBool()) {
    out.tag = Bool;
    out.i = value.toBool();
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    auto** handles = static_cast<void**>(std::malloc(sizeof(void*) * (list.size() + 1)));
    for (size_t k = 0; k < list.size(); ++k) handles[k] = give(list[k]);
    out.tag = TensorList;
    out.length = static_cast<int32_t>(list.size());
    out.p = handles;
  } else {
    out.tag = None;
    out.p = nullptr;
  }
}

c10::TensorImpl* impl(void* handle) { return static_cast<c10::TensorImpl*>(handle); }

}  // namespace

#define DOOR extern "C" __attribute__((visibility("default")))

DOOR const char* door_last_error() { return lastError.c_str(); }
DOOR const char* door_version() { return TORCH_VERSION; }

// Operators --------------------------------------------------------------------------------------------------

DOOR void* door_operator(const char* name, const char* overload) {
  Operator* op = nullptr;
  guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchemaOrThrow(name, overload);
    std::vector<Parameter> parameters;
    for (const auto& argument : handle.schema().arguments()) parameters.push_back(describe(argument));
    op = new Operator{handle, std::move(parameters)};
  });
  return op;
}

DOOR int32_t door_call(void* op, const Value* args, int32_t count, Value* results, int32_t room, int32_t* produced) {
  return guarded([&] {
    auto* target = static_cast<Operator*>(op);
    const auto& arguments = target->handle.schema().arguments();
    if (static_cast<size_t>(count) > arguments.size()) throw std::invalid_argument("too many arguments");
    std::vector<c10::IValue> stack;
    stack.reserve(arguments.size());
    for (size_t k = 0; k < arguments.size(); ++k) {
      if (k < static_cast<size_t>(count)) {
        stack.push_back(convert(args[k], target->parameters[k], arguments[k]));
      } else {
        if (!arguments[k].default_value())
          throw std::invalid_argument("argument '" + arguments[k].name() + "' is missing");
        stack.push_back(*arguments[k].default_value());
      }
    }
    target->handle.callBoxed(&stack);
    *produced = 0;
    for (size_t k = 0; k < stack.size() && *produced < room; ++k) giveResult(stack[k], results[(*produced)++]);
  });
}

DOOR void door_free(void* memory) { std::free(memory); }

// Tensors ----------------------------------------------------------------------------------------------------

DOOR void door_release(void* handle) {
  if (handle != nullptr)
    c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(impl(handle));
}

DOOR int64_t door_dim(void* handle) { return borrow(handle).dim(); }
DOOR int64_t door_numel(void* handle) { return borrow(handle).numel(); }
DOOR int32_t door_dtype(void* handle) { return static_cast<int32_t>(borrow(handle).scalar_type()); }

DOOR void door_sizes(void* handle, int64_t* out) {
  auto sizes = borrow(handle).sizes();
  std::copy(sizes.begin(), sizes.end(), out);
}

DOOR void door_strides(void* handle, int64_t* out) {
  auto strides = borrow(handle).strides();
  std::copy(strides.begin(), strides.end(), out);
}

DOOR int32_t door_device(void* handle, int32_t* index) {
  auto where = borrow(handle).device();
  *index = where.index();
  return static_cast<int32_t>(where.type());
}

DOOR int32_t door_data(void* handle, void** data) {
  return guarded([&] { *data = borrow(handle).data_ptr(); });
}

DOOR int32_t door_is_contiguous(void* handle) { return borrow(handle).is_contiguous(); }
DOOR int64_t door_storage_offset(void* handle) { return borrow(handle).storage_offset(); }

// Autograd ---------------------------------------------------------------------------------------------------

DOOR int32_t door_requires_grad(void* handle) { return borrow(handle).requires_grad(); }
DOOR int32_t door_is_leaf(void* handle) { return borrow(handle).is_leaf(); }

DOOR int32_t door_set_requires_grad(void* handle, int32_t on) {
  return guarded([&] { borrow(handle).set_requires_grad(on != 0); });
}

DOOR int32_t door_retain_grad(void* handle) {
  return guarded([&] { borrow(handle).retain_grad(); });
}

DOOR int32_t door_grad(void* handle, void** grad) {
  return guarded([&] { *grad = give(borrow(handle).grad()); });
}

DOOR int32_t door_set_grad(void* handle, void* grad) {
  return guarded([&] {
    auto tensor = borrow(handle), gradient = borrow(grad);
    if (gradient.defined() && (gradient.sizes() != tensor.sizes() || gradient.scalar_type() != tensor.scalar_type() ||
                               gradient.device() != tensor.device()))
      throw std::invalid_argument("a gradient has its tensor's shape, type and device");
    tensor.mutable_grad() = gradient;
  });
}

DOOR int32_t door_backward(void* const* tensors, int32_t count, void* const* grads, int32_t gradCount,
                           int32_t retain, int32_t create, void* const* inputs, int32_t inputCount) {
  return guarded([&] {
    torch::autograd::backward(borrowAll(tensors, count), borrowAll(grads, gradCount), retain != 0, create != 0,
                              borrowAll(inputs, inputCount));
  });
}

DOOR int32_t door_gradients(void* const* outputs, int32_t count, void* const* inputs, int32_t inputCount,
                            void* const* grads, int32_t gradCount, int32_t retain, int32_t create,
                            int32_t allowUnused, void** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrowAll(outputs, count), borrowAll(inputs, inputCount),
                                       borrowAll(grads, gradCount), retain != 0, create != 0, allowUnused != 0);
    for (int32_t k = 0; k < inputCount; ++k) results[k] = give(found[k]);
  });
}

DOOR int32_t door_grad_enabled() { return c10::GradMode::is_enabled(); }
DOOR void door_set_grad_enabled(int32_t on) { c10::GradMode::set_enabled(on != 0); }
DOOR void* door_inference_enter(int32_t on) { return new c10::InferenceMode(on != 0); }
DOOR void door_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
DOOR int32_t door_inference_enabled() { return c10::InferenceMode::is_enabled(); }

// Random numbers ---------------------------------------------------------------------------------------------

DOOR int32_t door_manual_seed(uint64_t seed) {
  return guarded([&] { at::manual_seed(seed); });
}

DOOR int32_t door_generator(int32_t type, int32_t index, uint64_t seed, void** result) {
  return guarded([&] {
    auto where = device(type, index);
    if (where.is_cpu()) {
      *result = new at::Generator(at::detail::createCPUGenerator(seed));
      return;
    }
    auto generator = at::globalContext().defaultGenerator(where).clone();
    generator.set_current_seed(seed);
    *result = new at::Generator(generator);
  });
}

DOOR void* door_default_generator() {
  return new at::Generator(at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CPU)));
}

DOOR void door_generator_release(void* generator) { delete static_cast<at::Generator*>(generator); }

DOOR int32_t door_generator_set_seed(void* generator, uint64_t seed) {
  return guarded([&] {
    auto* target = static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target->mutex());
    target->set_current_seed(seed);
  });
}

DOOR uint64_t door_generator_seed(void* generator) { return static_cast<at::Generator*>(generator)->current_seed(); }

DOOR int32_t door_generator_state(void* generator, void** result) {
  return guarded([&] {
    auto* target = static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target->mutex());
    *result = give(target->get_state());
  });
}

DOOR int32_t door_generator_set_state(void* generator, void* state) {
  return guarded([&] {
    auto* target = static_cast<at::Generator*>(generator);
    std::lock_guard<std::mutex> lock(target->mutex());
    target->set_state(borrow(state));
  });
}

// The machine ------------------------------------------------------------------------------------------------

DOOR int32_t door_threads() { return at::get_num_threads(); }
DOOR int32_t door_interop_threads() { return at::get_num_interop_threads(); }
DOOR int32_t door_set_threads(int32_t count) {
  return guarded([&] { at::set_num_threads(count); });
}
DOOR int32_t door_set_interop_threads(int32_t count) {
  return guarded([&] { at::set_num_interop_threads(count); });
}

DOOR int32_t door_cuda_devices() {
  int32_t count = 0;
  guarded([&] {
    if (at::hasCUDA() && c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA))
      count = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount();
  });
  return count;
}

DOOR int32_t door_cudnn_available() {
  int32_t yes = 0;
  guarded([&] { yes = at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN(); });
  return yes;
}

DOOR int32_t door_cuda_synchronize(int32_t index) {
  return guarded([&] { at::detail::getCUDAHooks().deviceSynchronize(index); });
}

// since 2.9 these refuse to answer where the precision was set in the newer way too
DOOR int32_t door_tf32_matmul(int32_t* on) {
  return guarded([&] { *on = at::globalContext().allowTF32CuBLAS(); });
}
DOOR int32_t door_set_tf32_matmul(int32_t on) {
  return guarded([&] { at::globalContext().setAllowTF32CuBLAS(on != 0); });
}
DOOR int32_t door_tf32_cudnn(int32_t* on) {
  return guarded([&] { *on = at::globalContext().allowTF32CuDNN(); });
}
DOOR int32_t door_set_tf32_cudnn(int32_t on) {
  return guarded([&] { at::globalContext().setAllowTF32CuDNN(on != 0); });
}

DOOR int32_t door_deterministic() { return at::globalContext().deterministicAlgorithms(); }
DOOR int32_t door_set_deterministic(int32_t on) {
  return guarded([&] {
    at::globalContext().setDeterministicAlgorithms(on != 0, true);
    at::globalContext().setDeterministicCuDNN(on != 0);
  });
}
